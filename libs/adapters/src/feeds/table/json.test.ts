import { describe, expect, it, test } from 'vitest'
import { jsonExcerpt, jsonTable } from './json.ts'
import { isWrong } from './result.ts'

const tableOf = (text: string, path = '') => {
  const read = jsonTable(text, path)
  if (isWrong(read)) throw new Error(read.reason)
  return read.value
}

describe('JSON', () => {
  it('has its rows in a list, at the top or below a path', () => {
    expect(tableOf('[{"a":1},{"a":2}]').rows.map((row) => [row.place, row.cell('a')])).toEqual([
      ['[0]', '1'],
      ['[1]', '2'],
    ])
    expect(tableOf('{"data":{"list":[{"a":1}]}}', 'data.list').rows[0]?.place).toBe('data.list[0]')
  })

  it('keeps the digits of numbers as they are written', () => {
    expect(tableOf('[{"a":5.0,"b":806.70,"c":"1e3"}]').rows.map((row) => [row.cell('a'), row.cell('b'), row.cell('c')])).toEqual([['5.0', '806.70', '1e3']])
  })

  it('reaches into rows by dotted columns; null is blank, what is not there is nothing', () => {
    const [row] = tableOf('[{"zb":{"id":"x"},"v":null,"o":{"p":[1]}}]').rows
    expect([row?.cell('zb.id'), row?.cell('v'), row?.cell('zb.name'), row?.cell('toString')]).toEqual(['x', '', undefined, undefined])
    expect(tableOf('[{"zb":{"id":"x"}}]').columns).toEqual(['zb', 'zb.id'])
  })

  it('passes over null rows, and refuses those that are no objects alone', () => {
    expect(tableOf('[null,[1],{"a":1}]').rows.map(({ place, wrong }) => [place, wrong?.code])).toEqual([
      ['[1]', 'wrong-number-of-cells'],
      ['[2]', undefined],
    ])
  })

  test.each([
    ['{"a":', '', 'broken-document', 'not JSON'],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, '', 'broken-document', 'not JSON'],
    ['{"error":"no","data":{}}', 'data.list', 'missing-columns', 'no list at "data.list"; the document has error, data'],
    ['"text"', '', 'missing-columns', 'no list at "(top)"'],
    [`[${'0,'.repeat(200_001)}0]`, '', 'too-many-rows', '200000'],
  ])('%.20s is refused as a whole', (text, path, code, reason) => {
    expect(jsonTable(text, path)).toMatchObject({ code, reason: expect.stringContaining(reason) })
  })

  it('can be cut down to some rows, which keep their places and digits', () => {
    expect(jsonExcerpt('{"data":[{"a":1.50},{"a":2.0}]}', 'data', (place) => place === 'data[1]')).toBe('{"data":[null,{"a":2.0}]}')
  })
})
