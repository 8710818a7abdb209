import { bureauAnswer } from '@shixu/contracts/api'
import { expect, test } from 'vitest'
import { EXPORT_FORMATS, harmless } from './export-file.ts'

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =cmd|calc', '＝1', '＠x', '\n=1'])('%j is no formula any more', (text) => {
  expect(harmless(text)).toBe(`'${text}`)
})

test.each(['商务局', '3.1%', 'a=b', '', null, -3.2])('%j stays as it is', (cell) => {
  expect(harmless(cell)).toBe(cell)
})

test('a file of values has numbers as numbers, and what looks like a formula as text', async () => {
  const row = Object.fromEntries(Object.keys(bureauAnswer.shape).map((name) => [name, 0]))
  const [csv] = EXPORT_FORMATS
  const table = { item: bureauAnswer, title: '责任单位汇总', rows: [{ ...row, bureauName: '=HYPERLINK("http://x")', red: -2 }], language: 'en' } as const
  const [head, line] = (await csv!.make(table)).toString().split('\r\n')
  expect(head).toMatch(/^\ufeffregion,regionName,year,bureau,bureauName/u)
  expect(line).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(line).toContain(',-2,')
})
