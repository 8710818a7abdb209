import { describe, expect, it } from 'vitest'
import { loadRegistry } from './load-registry.ts'
import { sayProblem } from './problem.ts'
import type { FolderReader } from './read-draft.ts'
import { SAMPLE, sampleChanged, sampleWith } from './sample-files.ts'

const problems = (read: FolderReader): readonly string[] => {
  const loaded = loadRegistry(read)
  return loaded.ok ? [] : loaded.problems.map(sayProblem)
}

const registry = (read: FolderReader) => {
  const loaded = loadRegistry(read)
  if (!loaded.ok) throw new Error(loaded.problems.map(sayProblem).join('\n'))
  return loaded.registry
}

describe('files without a fault become a registry', () => {
  it('with the words of the core', () => {
    const { targets, indicators, ...rest } = registry(sampleWith())
    expect(rest).toMatchObject({ region: '999902', year: 2024, invented: true, supervision: 'supervision-office', document: { file: 'report.txt' } })
    expect(rest.routes.map(({ id, continue: goesOn }) => [id, goesOn])).toStrictEqual([
      ['bridge', false],
      ['all', false],
    ])
    expect(indicators[0]?.release).toStrictEqual({ rule: 'monthly', day: 20, yearEndDay: 18 })
    expect(targets.map(({ id, valueExpanded, unitExpanded, due }) => [id, valueExpanded, unitExpanded, due])).toStrictEqual([
      ['trade', 8, '%', null],
      ['vehicles', 500_000, '辆', null],
      ['bridge', null, null, '2024-09-30'],
    ])
    expect(targets[1]?.plan).toStrictEqual([
      { period: '2024-06', value: 245_000 },
      { period: '2024-12', value: 500_000 },
    ])
    expect(targets[0]?.citation).toMatchObject({ document: 'report.txt', anchorOffset: 21 })
  })

  it('a milestone without a day is due on the last of the year, and one that only progresses has none', () => {
    const undated = SAMPLE['targets.yaml']?.replace('    due: 2024-09-30\n', '') ?? ''
    expect(registry(sampleWith({ 'targets.yaml': undated })).targets[2]?.due).toBe('2024-12-31')
    const progressing = undated.replace('kind: milestone\n    firmness: firm', 'kind: milestone\n    firmness: progress')
    expect(registry(sampleWith({ 'targets.yaml': progressing })).targets[2]?.due).toBeNull()
  })

  it('Windows line ends and comments change nothing', () => {
    const windows = SAMPLE['targets.yaml']?.replaceAll('\n', '\r\n') ?? ''
    expect(registry(sampleWith({ 'targets.yaml': windows })).targets).toStrictEqual(registry(sampleWith()).targets)
  })
})

const T = 'targets.yaml'
const I = 'indicators.yaml'
const B = 'bureaus.yaml'
const R = 'routes.yaml'

describe('a slip gives one problem: where, what, and what would be right', () => {
  it.each([
    // Keys and values
    [T, 'comparator: above', 'comparater: above', 'targets.yaml:24:5: vehicles: unknown key "comparater"; did you mean "comparator"?'],
    [T, 'firmness: firm', 'firmness: frim', 'targets.yaml:9:15: trade: "firmness" is "frim"; did you mean "firm"?'],
    [T, 'comparator: above', 'comparator: ueber', 'targets.yaml:24:17: vehicles: "comparator" is "ueber"; known are at-least, above, about, at-most'],
    [T, 'value: 50\n', 'value: 50万辆\n', 'targets.yaml:25:12: vehicles: "value" is "50万辆"; write a number without quotes and without unit'],
    [T, 'kind: growth', 'kind: [growth]', 'targets.yaml:5:11: trade: "kind" is a list; write one of growth, amount, count, stock, share, milestone'],
    [T, 'name_en: Trade', 'name_en:', 'targets.yaml:4:13: trade: "name_en" is empty; write text'],
    [T, '    name_en: Trade\n', '', 'targets.yaml:2:5: trade: "name_en" is missing; add it: text'],
    [T, 'start: 12', 'start: 1.5', 'targets.yaml:17:14: trade: "citation.start" is 1.5; write a whole number without quotes'],
    [T, 'id: trade', 'id: Trade_1', 'targets.yaml:2:9: Trade_1: "id" is "Trade_1"; write small letters, digits and single hyphens: foreign-trade'],
    ['region.yaml', 'region: "999902"', 'region: 999902', 'region.yaml:2:9: "region" is 999902; put it in quotes'],
    ['region.yaml', 'effective: 2024-01-25', 'effective: 25.1.2024', 'region.yaml:7:12: "effective" is "25.1.2024"; write a day like 2024-07-01'],
    [
      'region.yaml',
      'effective: 2024-01-25',
      'effective: 2024-01-05',
      'region.yaml:7:12: effective 2024-01-05 lies before the report of 2024-01-20; write 2024-01-20 or a later day',
    ],
    [I, 'rule: monthly', 'rule: montly', 'indicators.yaml:9:22: trade: "release.rule" is "montly"; did you mean "monthly"?'],
    [I, 'day: 20', 'day: 32', 'indicators.yaml:9:36: trade: "release.day" is 32; write a day of the month, 1 to 31'],
    [I, 'year_end_day: 18', 'yearEndDay: 18', 'indicators.yaml:9:40: trade: unknown key "yearEndDay"; did you mean "year_end_day"?'],
    [R, 'to: [lead, {', 'to: [leed, {', 'routes.yaml:7:10: bridge: "to[1]" is "leed"; did you mean "lead"?'],
    [R, 'routes:', 'ask_ahead: -1\nroutes:', 'routes.yaml:4:12: "ask_ahead" is -1; write 0 (on the day alone) or more'],
    [R, 'routes:', 'ask_ahead: 60\nroutes:', 'routes.yaml:4:12: "ask_ahead" is 60; write at most 20: a month has hardly more'],
    [R, 'routes:', 'ask_ahead: 2.5\nroutes:', 'routes.yaml:4:12: "ask_ahead" is 2.5; write a whole number without quotes'],
    [R, 'match: {}', 'match: { kinds: [] }', 'routes.yaml:10:21: all: "match.kinds" is an empty list; write at least one, or leave the key out'],
    [
      'feeds.yaml',
      'file:data/',
      'file:../data/',
      'feeds.yaml:5:15: statistics: "location" is "file:../data/observations.csv"; write file: and a path inside this folder (file:data/observations.csv), or an https: address',
    ],
    ['feeds.yaml', '"0 10 * * *"', '"10:00"', 'feeds.yaml:6:15: statistics: "schedule" is "10:00"; write a cron expression of five fields: "0 10 * * *"'],
    [B, 'email: liaison@commerce.example', 'email: liaison', 'bureaus.yaml:8:46: commerce: "contacts[1].email" is "liaison"; write an e-mail address'],
    // What is named elsewhere
    [T, 'lead: { bureau: commerce', 'lead: { bureau: comerce', 'targets.yaml:10:21: trade: there is no bureau "comerce"; did you mean "commerce"?'],
    [T, 'indicator: trade', 'indicator: exports', 'targets.yaml:13:16: trade: there is no indicator "exports"; known are trade, vehicles, bridge'],
    [
      T,
      '- { bureau: industry, basis',
      '- { bureau: commerce, basis',
      'targets.yaml:12:19: trade: bureau "commerce" is named twice; leave it where it leads, or once among the supporting',
    ],
    [T, 'id: vehicles', 'id: trade', 'targets.yaml:20:9: id "trade" is taken; give it another one; the first stands in line 2'],
    [
      B,
      'supervision: supervision-office',
      'supervision: supervision',
      'bureaus.yaml:1:14: there is no bureau "supervision"; did you mean "supervision-office"?',
    ],
    [R, 'targets: [bridge]', 'targets: [brigde]', 'routes.yaml:6:24: bridge: there is no target "brigde"; did you mean "bridge"?'],
    [R, 'bureau: commerce', 'bureau: trade', 'routes.yaml:7:26: bridge: there is no bureau "trade"; known are commerce, industry, supervision-office'],
    // What belongs together
    [
      T,
      '    firmness: firm\n    members',
      '    firmness: firm\n    value: 1\n    members',
      'targets.yaml:44:5: bridge: a milestone has no value; leave "value" out, or choose a kind that is measured',
    ],
    [
      T,
      '    comparator: above\n',
      '',
      'targets.yaml:20:5: vehicles: a target of kind count has no comparator; add "comparator": at-least, above, about or at-most; a bare number in the report is at-least',
    ],
    [
      T,
      'due: 2024-09-30',
      'due: 2025-09-30',
      'targets.yaml:47:10: bridge: due 2025-09-30 is not in 2024; give a day of 2024, or leave it out for its last day',
    ],
    [
      T,
      '    indicator: vehicles\n',
      '    indicator: vehicles\n    due: 2024-12-31\n',
      'targets.yaml:30:5: vehicles: only a milestone has a day; leave "due" out; a plan says what is due by when',
    ],
    [T, 'unit: 万辆', 'unit: 万台', 'targets.yaml:26:11: vehicles: the target is in 万台, its indicator "vehicles" in 辆; let both speak of the same unit'],
    [T, 'unit: "%"', 'unit: 亿元', 'targets.yaml:8:11: trade: a target of kind growth is in 亿元; write %, or choose amount, count or stock'],
    [
      T,
      'unit: 万辆',
      'unit: thousand',
      'targets.yaml:26:11: vehicles: unit "thousand" mixes words of another language; write it as published in Chinese: 亿元, 万元, 万户; write number and unit as the report does',
    ],
    [I, 'unit: 辆', 'unit: 万辆', 'indicators.yaml:14:11: vehicles: unit 万辆 has a multiplier; write 辆; figures may have 万 and 亿'],
    [
      I,
      'measures: [level]',
      'measures: [growth]',
      'targets.yaml:29:16: vehicles: a target of kind count cannot be measured by "vehicles", which has only growth; name an indicator with level, or add it to the measures in indicators.yaml',
    ],
    [
      I,
      'by: office',
      'by: bureau',
      'indicators.yaml:8:22: trade: the release rule is "monthly", the publisher "bureau"; rule "bureau" goes with "by: bureau", every other with "by: office"',
    ],
    [I, 'months: [3, 6, 9, 12]', 'months: [3, 9, 6, 12]', 'indicators.yaml:18:45: vehicles: month 6 stands after 9; put the months in order, each once'],
    [T, 'period: 2024-06', 'period: 2024-12', 'targets.yaml:32:19: vehicles: 2024-12 stands after 2024-12 in the plan; put the months in order, each once'],
    [
      T,
      'value: 24.5',
      'value: 54.5',
      'targets.yaml:32:35: vehicles: the plan falls from 54.5 to 50; give what is due from the start of the year on, not the quarter alone',
    ],
    [T, '2024-12, value: 50 ', '2024-12, value: 49 ', 'targets.yaml:32:35: vehicles: the plan ends at 49, the target is 50; end it at 50'],
    [T, 'period: 2024-06', 'period: 2023-06', 'targets.yaml:31:19: vehicles: 2023-06 is not in 2024; give months of 2024'],
    [
      T,
      '    plan:\n',
      '    baseline: { period: 2024-01, value: 3 }\n    plan:\n',
      'targets.yaml:30:25: vehicles: the baseline of 2024-01 does not lie before 2024; give what it was by 2023-12',
    ],
    [
      B,
      'step: liaison, name: 甲',
      'step: head, name: 甲',
      'bureaus.yaml:8:7: commerce: nobody is its liaison, so nobody would be told; add a contact with "step: liaison"',
    ],
    [
      B,
      'liaison@commerce.example',
      'liaison@commerce.gov.cn',
      "bureaus.yaml:8:46: commerce: liaison@commerce.gov.cn could be somebody's, and the contact is invented; use @bureau.example or @example.org",
    ],
    [
      R,
      'match: { targets: [bridge] }',
      'match: {}',
      'routes.yaml:9:5: route "all" is never reached: "bridge" above it takes all that it matches; put it above "bridge", or give that one "continue: true"',
    ],
    [
      R,
      'supervision: { readings: 3',
      'supervision: { readings: 1',
      'routes.yaml:3:28: the supervision office would be told after 1 readings, the head after 2; write 2 or more',
    ],
    // The report
    [
      T,
      'start: 12\n      anchor: 8%',
      'start: 13\n      anchor: 8%',
      'targets.yaml:17:14: trade: the sentence does not stand at character 13 of report.txt; write 12',
    ],
    [T, 'anchor_offset: 21', 'anchor_offset: 22', 'targets.yaml:19:22: trade: "8%" does not stand at character 22 within the sentence; write 21'],
    [T, 'anchor: 50万辆', 'anchor: 五十万辆', 'targets.yaml:37:15: vehicles: "五十万辆" does not stand in the sentence; copy it from the sentence'],
    [T, 'value: 8', 'value: 9', 'targets.yaml:7:12: trade: value 9 is not the number of its anchor "8%"; write 8'],
    [T, '建成示例大桥。', '建设示例大桥。', 'targets.yaml:50:17: bridge: the sentence is not in report.txt; copy it from there, on one line'],
    [
      'region.yaml',
      'file: report.txt',
      'file: reprot.txt',
      'region.yaml:12:9: reprot.txt is not in the folder; add the text of the report, or correct the name',
    ],
  ])('%s: %j → %j', (file, from, to, said) => {
    expect(problems(sampleChanged(file, from, to))).toStrictEqual([said])
  })
})

describe('all problems come at once', () => {
  it('across files, in the order of reading, without consequences of one being reported as others', () => {
    const read = sampleWith({
      'feeds.yaml': null,
      'targets.yaml':
        SAMPLE[T]?.replace('firmness: firm', 'firmness: frim').replace('unit: 万辆', 'unit: 万台').replace('bureau: commerce', 'bureau: comerce') ?? '',
      'bureaus.yaml': SAMPLE[B]?.replace('name_zh: 经信局', 'name_zhh: 经信局') ?? '',
      'region.yaml': 'region: [',
    })
    expect(problems(read).map((said) => said.slice(0, 60))).toStrictEqual([
      expect.stringContaining('bureaus.yaml:9:5: industry: "name_zh" is missing'),
      expect.stringContaining('bureaus.yaml:10:5: industry: unknown key "name_zhh"'),
      expect.stringContaining('feeds.yaml:1:1: the file is missing'),
      expect.stringContaining('region.yaml:1:10: this is not YAML'),
      expect.stringContaining('targets.yaml:9:15: trade: "firmness" is "frim"'),
      expect.stringContaining('targets.yaml:26:11: vehicles: the target is in 万台'),
    ])
  })

  it('a file that cannot be read makes no problem of all that names what is in it', () => {
    expect(problems(sampleWith({ 'bureaus.yaml': null }))).toStrictEqual([
      'bureaus.yaml:1:1: the file is missing; add it; docs/registry.md says what stands in it',
    ])
  })

  it('offsets of 0 give the right ones', () => {
    const zeroed = SAMPLE[T]?.replace('start: 12\n      anchor: 50', 'start: 0\n      anchor: 50').replace('anchor_offset: 33', 'anchor_offset: 0') ?? ''
    expect(problems(sampleWith({ 'targets.yaml': zeroed }))).toStrictEqual([
      'targets.yaml:36:14: vehicles: the sentence does not stand at character 0 of report.txt; write 12',
      'targets.yaml:38:22: vehicles: "50万辆" does not stand at character 0 within the sentence; write 33',
    ])
  })

  it('says from which character on a cited sentence differs from the report', () => {
    expect(problems(sampleChanged(T, '总额增长8%,新能源', '总额增长8%、新能源'))).toStrictEqual([
      'targets.yaml:16:17: trade: the sentence is not in report.txt; from its character 12 on (character 23 of report.txt) the report says ",新能源汽车", the file "、新能源汽车"',
    ])
  })
})
