import { inflateRawSync } from 'node:zlib'
import { bureauAnswer } from '@shixu/contracts/api'
import { expect, test } from 'vitest'
import { EXPORT_FORMATS, harmless } from './export-file.ts'

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =cmd|calc', '＝1', '＠x', '\n=1'])('%j is no formula any more', (text) => {
  expect(harmless(text)).toBe(`'${text}`)
})

test.each(['商务局', '3.1%', 'a=b', '', null, -3.2])('%j stays as it is', (cell) => {
  expect(harmless(cell)).toBe(cell)
})

const FORMULA = '=HYPERLINK("http://x")'

const tableOf = (bureauName: string) => {
  const row = Object.fromEntries(Object.keys(bureauAnswer.shape).map((name) => [name, 0]))
  return { item: bureauAnswer, title: '责任单位汇总', rows: [{ ...row, bureauName, red: -2 }], language: 'en' } as const
}

const [csv, xlsx] = EXPORT_FORMATS

test('a file of values has numbers as numbers, and what looks like a formula as text', async () => {
  const [head, line] = (await csv!.make(tableOf(FORMULA))).toString().split('\r\n')
  expect(head).toMatch(/^\ufeffregion,regionName,year,bureau,bureauName/u)
  expect(line).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(line).toContain(',-2,')
})

test.each(['商务局;=1+1', '商务局\t=1+1', '商务局|=1+1', '商务局,=1+1', '商务局\r\n=1+1'])(
  '%j stays one cell, whatever takes which sign for the separator',
  async (name) => {
    expect((await csv!.make(tableOf(name))).toString()).toContain(`,"${name}",`)
  },
)

/** The parts of a workbook, by name: a ZIP whose directory stands at its end. */
const partsOf = (file: Buffer): ReadonlyMap<string, string> => {
  const parts = new Map<string, string>()
  for (let at = file.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = file.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    const [method, size, nameLength, local] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt16LE(at + 28), file.readUInt32LE(at + 42)]
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const bytes = file.subarray(from, from + size)
    parts.set(file.toString('utf8', at + 46, at + 46 + nameLength), (method === 8 ? inflateRawSync(bytes) : bytes).toString())
  }
  return parts
}

test('a workbook has no formula at all: what looks like one is a cell of text', async () => {
  const parts = partsOf(await xlsx!.make(tableOf(FORMULA)))
  const sheet = [...parts].find(([name]) => name.startsWith('xl/worksheets/sheet'))?.[1] ?? ''
  expect(sheet).not.toMatch(/<f[ >]/u)
  expect([...parts.values()].join('')).toMatch(/(?:'|&apos;|&#39;)=HYPERLINK/u)
  expect(sheet).toMatch(/<c [^>]*t="(?:s|inlineStr)"/u)
  expect(sheet).toMatch(/<v>-2<\/v>/u)
})
