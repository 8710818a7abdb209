import { describe, expect, it, test } from 'vitest'
import { csvExcerpt, csvTable } from './csv.ts'
import { isWrong } from './result.ts'

const OPTIONS = { delimiter: ',', skip: 0, comment: undefined } as const
const tableOf = (text: string, options: Partial<Parameters<typeof csvTable>[1]> = {}) => {
  const read = csvTable(text, { ...OPTIONS, ...options })
  if (isWrong(read)) throw new Error(read.reason)
  return read.value
}
const cells = (text: string, options: Partial<Parameters<typeof csvTable>[1]> = {}) =>
  tableOf(text, options).rows.map((row) => [row.place, row.cell('a'), row.cell('b')])

describe('CSV', () => {
  test.each([
    ['\n', 'LF'],
    ['\r\n', 'CRLF'],
    ['\r', 'CR'],
  ])('has rows that know their line, with line ends of %j (%s)', (end) => {
    expect(cells(['a,b', '1,2', '', '"3', 'x","4"', ',', '5,6', ''].join(end))).toEqual([
      ['2', '1', '2'],
      ['4', '3\nx', '4'],
      ['7', '5', '6'],
    ])
  })

  it('keeps the text of each row for the letter', () => {
    expect(tableOf('a,b\r\n"3\r\nx",4\r\n').rows[0]?.raw).toBe('"3\nx",4')
  })

  it('may begin with a title, have comments, and other delimiters', () => {
    expect(cells('标题\na;b\n# 1;1\n1;2\n', { skip: 1, comment: '#', delimiter: ';' })).toEqual([['4', '1', '2']])
    expect(cells('a\tb\n#1\t2\n', { delimiter: '\t' })).toEqual([['2', '#1', '2']])
  })

  it('finds columns whatever the width and blanks of their letters', () => {
    expect(tableOf(' 金额（亿元） ,x\n1,2\n').rows[0]?.cell('金额(亿元)')).toBe('1')
    expect(tableOf('a,b\n1,2\n').rows[0]?.cell('c')).toBeUndefined()
  })

  it('takes a quote in the middle of a cell for what it is', () => {
    expect(cells('a,b\nx"y,2\n')).toEqual([['2', 'x"y', '2']])
  })

  test.each([
    ['a,b\n1\n', '1 cells where the header has 2'],
    ['a,b\n1,2,3\n', '3 cells where the header has 2'],
  ])('%j has a row of another width, which is refused alone', (text, reason) => {
    expect(tableOf(`${text}5,6\n`).rows.map(({ wrong }) => wrong?.reason)).toEqual([reason, undefined])
  })

  it('lets blank cells hang over', () => {
    expect(tableOf('a,b\n1,2,,\n').rows[0]?.wrong).toBeUndefined()
  })

  test.each([
    ['', 'missing-columns', 'empty'],
    ['\n\n', 'missing-columns', 'empty'],
    ['a,b\n1,2\n3,"4\n5,6\n', 'broken-document', 'line 3 is never closed'],
    ['a,b\n"1\n",2\n3,"4 ""\n5,6\n', 'broken-document', 'line 4 is never closed'],
  ])('%j is refused as a whole', (text, code, reason) => {
    expect(csvTable(text, OPTIONS)).toMatchObject({ code, reason: expect.stringContaining(reason) })
  })

  it('with more rows than any table of figures is refused before it fills the memory', () => {
    expect(csvTable(`a\n${'1\n'.repeat(200_001)}`, OPTIONS)).toMatchObject({ code: 'too-many-rows' })
  })

  it('can be cut down to some rows, which keep their lines', () => {
    const text = 'a,b\r\n1,2\r\n"3\r\nx",4\r\n5,6\r\n'
    const cut = new TextDecoder().decode(csvExcerpt(new TextEncoder().encode(text), tableOf(text), (place) => place === '5'))
    expect(cut).toBe('a,b\r\n\n\n\n5,6\r\n')
    expect(cells(cut)).toEqual([['5', '5', '6']])
  })
})
