import { describe, expect, test } from 'vitest'
import { bureaus, figures, indicators, milestones, numbered, report, slice, supervision, targets } from './wuhan-registry.ts'

const lengthOf = (text: string): number => [...text].length
const duplicates = (ids: readonly string[]): string[] => ids.filter((id, at) => ids.indexOf(id) !== at)

describe('the citations of Wuhan 2024', () => {
  test('every sentence stands in the report at its offset, whole', () => {
    for (const { id, citation } of targets) {
      expect(slice(citation.start, lengthOf(citation.sentence)), id).toBe(citation.sentence)
      expect(citation.sentence, id).toMatch(/^[^。!\n]+。$/u)
      expect('。!\n', id).toContain(report[citation.start - 1])
    }
  })

  test('every anchor stands at its own offset, within its sentence', () => {
    for (const { id, citation } of targets) {
      const { start, sentence, anchor, anchor_offset: at } = citation
      expect(slice(at, lengthOf(anchor)), id).toBe(anchor)
      expect(at, id).toBeGreaterThanOrEqual(start)
      expect(at + lengthOf(anchor), id).toBeLessThanOrEqual(start + lengthOf(sentence))
    }
  })

  test('every section is the one that the sentence stands in', () => {
    for (const { id, citation } of targets) {
      const before = report.slice(0, citation.start).join('')
      const headings = before.match(/\([二三四]\)/gu) ?? []
      expect(citation.section, id).toBe(headings.at(-1))
    }
  })

  test('the anchor of a number is its value and unit as written', () => {
    for (const { id, value, unit, citation } of numbered) {
      expect(citation.anchor, id).toBe(citation.anchor === '十大' && value === 10 ? '十大' : `${value}${unit}`)
    }
  })

  test('no two targets cite the same place, but for the 20 % of four industries', () => {
    const shared = numbered.filter((target) => numbered.filter((other) => other.citation.anchor_offset === target.citation.anchor_offset).length > 1)
    expect(shared.map((target) => target.id)).toEqual(['hydrogen-revenue', 'biomanufacturing-revenue', 'commercial-space-revenue', 'low-altitude-revenue'])
    expect(duplicates(milestones.map((target) => String(target.citation.anchor_offset)))).toEqual([])
  })

  test('qualifiers and members stand in the sentence', () => {
    for (const { id, qualifier, members = [], citation } of targets) {
      for (const words of [...members, ...(qualifier ? [qualifier] : [])]) expect(citation.sentence, id).toContain(words)
    }
  })
})

describe('the targets of Wuhan 2024', () => {
  test('there are 76 numbers and 53 milestones', () => {
    expect([numbered.length, milestones.length]).toEqual([76, 53])
  })

  test('ids are kebab-case and unique', () => {
    for (const list of [targets, indicators, bureaus]) {
      const ids = list.map((each) => each.id)
      expect(duplicates(ids)).toEqual([])
      for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u)
    }
    for (const names of [targets.map((target) => target.name_zh), targets.map((target) => target.name_en)]) expect(duplicates(names)).toEqual([])
  })

  test('a milestone has no value, and everything else has one with a comparator and a unit', () => {
    for (const { id, value, unit, comparator } of milestones) expect([value, unit, comparator], id).toEqual([undefined, undefined, undefined])
    for (const { id, value, unit, comparator, kind } of numbered) {
      expect(value, id).toBeGreaterThan(0)
      expect(comparator, id).toMatch(/^(at-least|above)$/u)
      expect(unit === '%', id).toBe(kind === 'growth' || kind === 'share')
    }
  })

  test('above stands where the report says 突破 or 超; strive where it says 力争, 争取 or 争创, or where another body decides', () => {
    const said: string[] = []
    for (const { id, comparator, citation } of targets) {
      const { sentence, start, anchor_offset: at } = citation
      const before = [...sentence].slice(0, at - start).join('')
      expect(/(突破|超)$/u.test(before), id).toBe(comparator === 'above')
      if (/力争|争取|争创/u.test(before.split(',').at(-1) ?? '')) said.push(id)
    }
    const strive = targets.filter((target) => target.firmness === 'strive').map((target) => target.id)
    const byOthers = ['green-factories-national', 'specialised-smes', 'hubei-quality-products', 'new-listed-companies', 'trusted-consumption-units']
    expect(strive.filter((id) => !said.includes(id))).toEqual(byOthers)
    expect(said.filter((id) => !strive.includes(id))).toEqual([])
  })

  test('every bureau and indicator that is named exists, and every bureau has something to do', () => {
    const named = targets.flatMap((target) => [target.lead, ...(target.supporting ?? [])])
    expect(new Set([...named.map((each) => each.bureau), supervision])).toEqual(new Set(bureaus.map((bureau) => bureau.id)))
    expect(new Set(named.map((each) => each.basis))).toEqual(new Set(['assumed']))
    const known = new Set(indicators.map((indicator) => indicator.id))
    expect(targets.filter((target) => !known.has(target.indicator))).toEqual([])
    expect(duplicates(targets.map((target) => target.indicator))).toEqual([])
  })

  test('every contact is invented, says so, and cannot be reached', () => {
    for (const contact of bureaus.flatMap((bureau) => bureau.contacts)) {
      expect(contact.email).toMatch(/\.example\.org$/u)
      expect(contact.note).toContain('虚构')
    }
  })
})

describe('the figures of Wuhan 2024', () => {
  test('all 170 are there, each of a known indicator', () => {
    const known = new Set(indicators.map((indicator) => indicator.id))
    expect(figures).toHaveLength(170)
    expect(figures.filter((row) => !known.has(row.indicator ?? ''))).toEqual([])
  })

  test('only targets whose figures are the same in definition, place and year have a feed', () => {
    const published = new Set(figures.map((row) => row.indicator))
    const fed = targets.filter((target) => published.has(target.indicator)).map((target) => target.id)
    expect(fed.toSorted()).toEqual([
      'fairs',
      'first-stores',
      'fixed-asset-investment',
      'foreign-trade',
      'green-factories-national',
      'market-entities',
      'nev-output',
    ])
  })

  test('a day that is not known is left to the release rule, but for the revised retail sales', () => {
    for (const row of figures) expect(row.published_basis === 'stated' || row.published === '' || row.basis === 'revised').toBe(true)
    const revised = figures.filter((row) => row.basis === 'revised').map((row) => [row.value, row.published, row.published_basis])
    expect(revised).toEqual([['8629.3', '2025-04-30', 'assumed']])
  })
})
