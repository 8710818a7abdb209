import { describe, expect, it, test } from 'vitest'
import { judgeSeed } from './judged-seed.ts'

const THROUGH = '2025-12-31'
const wuhan = judgeSeed('wuhan-2024', THROUGH)
const { folded, mails, registry } = wuhan
const assessed = Map.groupBy(folded.assessments, ({ assessment }) => assessment.target.split('/').at(-1))
const told = (id: string) => (assessed.get(id) ?? []).map(({ assessment }) => assessment)
const promised = registry.targets.filter(({ firmness }) => firmness === 'firm' || firmness === 'strive')
const ends = new Map(folded.states.map(({ declared, assessment }) => [declared.target.id, assessment]))
/** Indicators of which figures of 2024 were found. */
const MEASURED = ['fixed-asset-investment', 'trade-total', 'first-stores-new', 'expo-events', 'market-entities', 'nev-output']
const idByIndicator = (indicator: string) => registry.targets.find((each) => each.indicator === indicator)?.id ?? indicator

test('nothing in it cannot be judged', () => {
  expect(folded.refused).toEqual([])
})

describe('fixed-asset investment, +3.1 % against 8', () => {
  it('is red from its first release and ends missed', () => {
    expect(wuhan.lights('fixed-asset-investment')).toSatisfy((lights: string[]) => lights.length > 3 && lights.every((light) => light.endsWith('red')))
    expect(
      told('fixed-asset-investment')
        .filter(({ period }) => period !== null)
        .every(({ pMiss }) => (pMiss ?? 0) >= 0.985),
    ).toBe(true)
    expect(ends.get('fixed-asset-investment')?.outcome).toBe('missed')
  })

  it('climbs the ladder by a month without an answer and by the third red, and then is quiet until the year is closed', () => {
    expect(wuhan.alerts('fixed-asset-investment')).toEqual([
      '2024-05-30 pace raised',
      '2024-06-29 pace escalated head',
      '2024-07-23 pace escalated supervision',
      '2025-01-25 pace closed missed',
    ])
  })

  it('is told to the supporting bureaus when it turns red and how it ended, and no more', () => {
    const about = mails.filter(({ subject }) => subject.includes('固定资产投资增速'))
    const days = (post: string) => about.filter(({ to }) => to === post).map(({ day }) => day)
    expect(days('statistics/liaison')).toEqual(['2024-05-30', '2025-01-25'])
    expect(days('development-reform/liaison')).toEqual(['2024-05-30', '2024-06-29', '2024-07-23', '2025-01-25'])
    expect(days('development-reform/head')).toEqual(['2024-06-29', '2024-07-23', '2025-01-25'])
    expect(days('supervision-office/supervision')).toEqual(['2024-07-23', '2025-01-25'])
  })
})

describe('foreign trade, +11.8 % against 8', () => {
  it('has the probabilities that were reckoned by hand, is yellow in May alone, never red, and ends met', () => {
    const half = told('foreign-trade').filter(({ period }) => period !== null && period <= '2024-06')
    const byPeriod = new Map(half.map(({ period, light, pMiss }) => [period, `${light} ${pMiss?.toFixed(2)}`]))
    expect([...byPeriod]).toEqual([
      ['2024-03', 'green 0.28'],
      ['2024-04', 'green 0.10'],
      ['2024-05', 'yellow 0.60'],
      ['2024-06', 'green 0.39'],
    ])
    expect(wuhan.lights('foreign-trade').filter((light) => !light.endsWith('green'))).toEqual(['2024-05 yellow'])
    expect([wuhan.alerts('foreign-trade'), ends.get('foreign-trade')?.outcome]).toEqual([[], 'met'])
  })
})

describe('what came at the end of the year', () => {
  test.each([
    ['first-stores-new', 456],
    ['market-entities', 2_362_500],
    ['expo-events', 1060],
  ])('%s ends met at %d', (indicator, done) => {
    expect(ends.get(idByIndicator(indicator))).toMatchObject({ light: 'green', outcome: 'met', done })
  })

  it('resolves what was owed, or corrects what nobody knew by 31 March', () => {
    expect(wuhan.alerts(idByIndicator('first-stores-new'))).toEqual(['2025-02-06 overdue raised', '2025-03-26 overdue resolved'])
    expect(wuhan.alerts(idByIndicator('expo-events'))).toEqual([
      '2025-02-06 overdue raised',
      '2025-04-01 overdue closed unknown',
      '2025-10-13 overdue corrected met',
    ])
    expect(mails.at(-1)).toMatchObject({ day: '2025-10-13', to: 'commerce/liaison' })
    expect(mails.at(-1)?.text).toContain('此前通报“结果未知”，现更正为“2024年全年完成1060场、已完成”。')
  })

  it('is judged by no growth rate where the target is a level', () => {
    expect(wuhan.at('nev-output', '2024-12-31')).toMatchObject({ light: 'grey', reason: { code: 'incomparable' } })
    expect(ends.get('nev-output')?.outcome).toBe('unknown')
  })
})

describe('what nobody reported on', () => {
  const silent = promised.filter(({ indicator }) => !MEASURED.includes(indicator))

  it('is most of what was promised', () => {
    expect(silent.length).toBeGreaterThan(80)
  })

  it('is grey for want of a report or a release all year, never behind, and unknown at the end', () => {
    const before = new Map(judgeSeed('wuhan-2024', '2024-12-31').folded.states.map(({ declared, assessment }) => [declared.target.id, assessment]))
    for (const { id, kind } of silent) {
      expect([id, before.get(id)?.light, before.get(id)?.outcome]).toEqual([id, 'grey', null])
      expect([kind === 'milestone' ? 'milestone-ahead' : 'no-report', 'no-release']).toContain(before.get(id)?.reason.code)
      expect([id, wuhan.lights(id), ends.get(id)?.light, ends.get(id)?.outcome]).toEqual([id, [], 'grey', 'unknown'])
      expect(ends.get(id)?.reason.code).toBe(kind === 'milestone' ? 'no-report' : 'no-figure-by-deadline')
    }
  })

  it('is asked for once and closed once, and goes no further up than the liaison', () => {
    for (const { id } of silent) {
      const alerts = wuhan.alerts(id).map((alert) => alert.slice(11))
      expect([[], ['overdue raised', 'overdue closed unknown'], ['past-due raised', 'past-due closed unknown']]).toContainEqual(alerts)
    }
  })

  it('and is a report is asked for three workdays ahead and on the day, each half-year; Spring Festival is no workday', () => {
    expect(wuhan.askings(idByIndicator('expo-events'))).toEqual(['2025-01-24 raised', '2025-02-05 reminded', '2025-02-06 resolved'])
    const reports = silent.filter(({ id }) => wuhan.askings(id).length > 0)
    expect(reports.length).toBeGreaterThan(50)
    expect(reports.map(({ id }) => wuhan.askings(id)).filter((each) => each.length === 6)).toContainEqual([
      '2024-07-10 raised',
      '2024-07-15 reminded',
      '2024-07-16 resolved',
      '2025-01-10 raised',
      '2025-01-15 reminded',
      '2025-01-16 resolved',
    ])
    const ofCommerce = mails.filter(({ to, day }) => to === 'commerce/liaison' && (day === '2024-07-10' || day === '2024-07-15')).map(({ text }) => text)
    expect(ofCommerce).toHaveLength(2)
    expect(ofCommerce[0]).toMatch(/^武汉市商务局\d+项近期应报：.*（1—6月，应于2024年7月15日前报送）/mu)
    expect(ofCommerce[1]).toMatch(/^武汉市商务局\d+项今日应报：.*（1—6月，今日（2024年7月15日）截止）/mu)
  })

  it('and is no promise about the year is asked for by nobody', () => {
    const others = registry.targets.filter((each) => !promised.includes(each))
    expect(others.length).toBeGreaterThan(20)
    expect(others.filter(({ id }) => wuhan.alerts(id).length > 0 || ends.get(id)?.reason.code !== 'not-judged')).toEqual([])
  })
})

describe('what people hear in fifteen months', () => {
  const news = mails.filter(({ text }) => !/^(?:近期|今日)应报/u.test(text))
  const counts = [...Map.groupBy(news, ({ to }) => to)].map(([to, each]) => [to, each.length] as const)

  it('is seven messages at most beside what is asked for in time, two for most of them, and one a day', () => {
    expect(counts.filter(([, count]) => count > 7)).toEqual([])
    expect(counts.filter(([, count]) => count <= 2).length).toBeGreaterThan(counts.length / 2)
    expect(new Set(mails.map(({ day, to }) => `${day} ${to}`)).size).toBe(mails.length)
  })

  it('is one message each time that reports are asked for, whatever their number', () => {
    const asking = mails.filter(({ text }) => /^(?:近期|今日)应报/u.test(text))
    const most = Math.max(...[...Map.groupBy(asking, ({ to }) => to).values()].map((each) => each.length))
    expect([asking.length > 0, most]).toEqual([true, 6])
  })

  it('never says that something is behind of which nothing is known', () => {
    const accused = mails.filter(({ text }) => /完不成|未完成：|落后于/u.test(text)).map(({ subject }) => subject)
    expect(accused.filter((subject) => !subject.includes('固定资产投资增速'))).toEqual([])
  })
})
