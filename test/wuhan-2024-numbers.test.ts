import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { milestones, numbered, report, slice, targets } from './wuhan-registry.ts'

const page = readFileSync(new URL('../docs/wuhan-2024-numbers.md', import.meta.url), 'utf8')

/** The rows of the table under a heading, cell by cell. */
const rowsUnder = (heading: string): string[][] => {
  const part = page.split(/^## /mu).find((each) => each.startsWith(heading)) ?? ''
  const rows = part.split('\n').filter((line) => line.startsWith('| '))
  return rows.slice(1).map((line) => line.slice(2, -2).split(' | '))
}

/** Everything that the pattern finds after the report's own heading: where it stands and what it is. */
const found = (pattern: RegExp): [number, string][] => {
  const passage = report.join('')
  const from = passage.indexOf('(二)')
  return [...passage.matchAll(pattern)].filter((hit) => hit.index >= from).map((hit) => [[...passage.slice(0, hit.index)].length, hit[0]])
}

const bold = (cell: string): string => /\*\*(.+)\*\*/u.exec(cell)?.[1] ?? ''
const idsIn = (cell: string): string[] => [...cell.matchAll(/`([a-z0-9-]+)`/gu)].map((hit) => hit[1] ?? '')
const byId = new Map(targets.map((target) => [target.id, target]))

test('every number in digits is accounted for, once, at its place', () => {
  expect(rowsUnder('Numbers in digits').map((row) => [Number(row[1]), bold(row[2] ?? '')])).toEqual(found(/\d+(?:\.\d+)?/gu))
})

test('every number in characters is accounted for, once, at its place', () => {
  expect(rowsUnder('Numbers in characters').map((row) => [Number(row[0]), bold(row[1] ?? '')])).toEqual(found(/[一二两三四五六七八九十百千万亿双]+/gu))
})

test('a value is the anchor of the targets named beside it, and every numbered target is one', () => {
  const digits = rowsUnder('Numbers in digits').filter((row) => row[3] === 'value')
  const characters = rowsUnder('Numbers in characters').filter((row) => row[2] === 'value')
  const claims = [
    ...digits.map((row) => [Number(row[1]), idsIn(row[4] ?? '')] as const),
    ...characters.map((row) => [Number(row[0]), idsIn(row[3] ?? '')] as const),
  ]
  for (const [at, ids] of claims) expect(ids.map((id) => byId.get(id)?.citation.anchor_offset)).toEqual(ids.map(() => at))
  expect(claims.flatMap(([, ids]) => ids).toSorted()).toEqual(numbered.map((target) => target.id).toSorted())
})

test('a qualifier is one of the target named beside it', () => {
  const digits = rowsUnder('Numbers in digits').filter((row) => row[3] === 'qualifier')
  for (const [, , cell = '', , name = ''] of digits) for (const id of idsIn(name)) expect(byId.get(id)?.qualifier).toContain(bold(cell))
  const characters = rowsUnder('Numbers in characters').filter((row) => row[2] === 'qualifier')
  for (const [, cell = '', , remark = ''] of characters) for (const id of idsIn(remark)) expect(byId.get(id)?.qualifier).toContain(bold(cell))
})

test('the milestones are listed with the thing named, its place and firmness', () => {
  const listed = rowsUnder('Milestones').map(([at, anchor, name, id, firmness]) => [Number(at), anchor, name, idsIn(id ?? '')[0], firmness])
  expect(listed).toEqual(milestones.map(({ id, name_zh: name, firmness, citation }) => [citation.anchor_offset, citation.anchor, name, id, firmness]))
})

test('what is left out stands in the report and is no target', () => {
  for (const [at, phrase = ''] of rowsUnder('Left out')) {
    const [from, length] = [Number(at), [...phrase].length]
    expect(slice(from, length)).toBe(phrase)
    expect(targets.filter(({ citation }) => citation.anchor_offset >= from && citation.anchor_offset < from + length)).toEqual([])
  }
})
