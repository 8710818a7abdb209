import { describe, expect, it, test } from 'vitest'
import type { Indicator } from './indicator.ts'
import { type Report, reportObservation } from './report.ts'
import type { Target } from './target.ts'

const citation = { document: 'report.txt', section: '(一)', sentence: '虚构。', start: 0, anchor: '虚构', anchorOffset: 0 }
const target = (over: Partial<Target> = {}): Target => ({
  id: 'invented-projects',
  region: '999901',
  year: 2024,
  nameZh: '虚构项目开工',
  nameEn: 'Invented projects started',
  kind: 'count',
  comparator: 'at-least',
  value: 920,
  unit: '个',
  valueExpanded: 920,
  unitExpanded: '个',
  qualifier: null,
  firmness: 'firm',
  note: null,
  members: [],
  lead: { bureau: 'development', basis: 'assumed' },
  supporting: [],
  indicator: 'invented-projects',
  citation,
  baseline: null,
  plan: null,
  due: null,
  lightBy: 'forecast',
  ...over,
})
const indicator = (over: Partial<Indicator> = {}): Indicator => ({
  id: 'invented-projects',
  nameZh: '虚构项目',
  nameEn: 'Invented projects',
  unit: '个',
  measures: ['level'],
  coverage: 'ytd',
  publisher: { by: 'bureau', name: '虚构发改委' },
  release: { rule: 'bureau', months: [6, 12], day: 10 },
  releaseBasis: 'assumed',
  ...over,
})
const report = (over: Partial<Report> = {}): Report => ({
  target: target(),
  indicator: indicator(),
  period: '2024-06',
  value: 512,
  by: 'development',
  evidence: '开工清单',
  today: '2024-07-08',
  ...over,
})
const milestone = target({ kind: 'milestone', comparator: null, value: null, unit: null, valueExpanded: null, unitExpanded: null, due: '2024-09-30' })
const { value: _value, ...without } = report()

const observationOf = (given: Report) => {
  const reported = reportObservation(given)
  return reported.ok ? reported.observation : reported.problems
}

describe('a report', () => {
  it('is an observation that is published on the day it is handed in', () => {
    expect(observationOf(report())).toEqual({
      region: '999901',
      indicator: 'invented-projects',
      period: '2024-06',
      measure: 'level',
      coverage: 'ytd',
      value: 512,
      unit: '个',
      step: 1,
      written: '512个',
      bound: 'exact',
      published: '2024-07-08',
      publishedBasis: 'stated',
      basis: 'reported',
      source: 'report#invented-projects/2024-06',
      reportedBy: 'development',
      evidence: '开工清单',
    })
  })

  it('says its figure in the unit of the target, or in another of the same kind', () => {
    const cars = { target: target({ unit: '万辆', unitExpanded: '辆' }), indicator: indicator({ unit: '辆' }) }
    expect(observationOf(report({ ...cars, value: '21.5' }))).toMatchObject({ value: 215_000, step: 1_000, unit: '辆', written: '21.5万辆' })
    expect(observationOf(report({ ...cars, value: '215000', unit: '辆' }))).toMatchObject({ value: 215_000, step: 1 })
  })

  it('of a growth target may be the growth or, in the unit of the indicator, the level', () => {
    const exports = { target: target({ kind: 'growth', unit: '%', unitExpanded: '%' }), indicator: indicator({ unit: '元' }) }
    expect(observationOf(report({ ...exports, value: 8.7 }))).toMatchObject({ measure: 'growth', value: 8.7, unit: '%' })
    expect(observationOf(report({ ...exports, value: 806.7, unit: '亿元' }))).toMatchObject({ measure: 'level', value: 80_670_000_000, unit: '元' })
  })

  it('of a milestone says that it is done, and on which day', () => {
    expect(observationOf({ ...without, target: milestone, done: true, on: '2024-06-28' })).toMatchObject({
      period: '2024-06',
      measure: 'done',
      coverage: 'point',
      value: 1,
      doneOn: '2024-06-28',
      published: '2024-07-08',
    })
    expect(observationOf({ ...without, target: milestone, done: true })).toMatchObject({ period: '2024-07', doneOn: '2024-07-08' })
  })

  test.each<[string, Report, RegExp]>([
    ['a unit of another kind', report({ unit: '亿元' }), /not counted in "亿元" \(元\); right would be 个/],
    ['a growth of a count', report({ unit: '%' }), /not counted in "%"/],
    ['no number', report({ value: '五百' }), /not a plain decimal number/],
    ['a negative count', report({ value: -3 }), /fewer than none/],
    ['a period that has not begun', report({ period: '2024-08' }), /2024-08 had not begun/],
    ['no period', report({ period: '6月' }), /"6月" is no period; write .*2024-06/],
    ['no value', without, /value is missing/],
    ['nobody who reports', report({ by: ' ' }), /name the bureau/],
    ['no evidence', report({ evidence: '' }), /evidence is missing/],
    ['a figure said to be done', report({ done: true }), /is no milestone/],
    ['a milestone with a value', report({ target: milestone, done: true }), /leave the value out/],
    ['a milestone that is not done', { ...without, target: milestone }, /once it is reached/],
    ['a milestone reached tomorrow', { ...without, target: milestone, done: true, on: '2024-07-09' }, /2024-07-09 is after today/],
    ['a milestone on a day that is none', { ...without, target: milestone, done: true, on: '2024-02-30' }, /"2024-02-30" is no day/],
  ])('with %s is sent back', (_what, given, problem) => {
    const reported = reportObservation(given)
    expect(reported.ok ? [] : reported.problems).toEqual(expect.arrayContaining([expect.stringMatching(problem)]))
  })

  it('is sent back with all its problems at once', () => {
    const reported = reportObservation(report({ by: '', evidence: '', period: 'x', done: true }))
    expect(reported.ok ? [] : reported.problems).toHaveLength(4)
  })
})
