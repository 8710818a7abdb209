import { expect, test } from 'vitest'
import { expandPromql, expandSql, type Situation } from './expand.ts'

const at = (over: Partial<Situation['variables']> = {}): Situation => ({
  from: Date.parse('2024-01-01T00:00:00Z'),
  to: Date.parse('2024-07-01T00:00:00Z'),
  interval: 60_000,
  scrape: 15_000,
  variables: { region: ['420100'], bureau: ['commerce', "o'clock"], ...over } as Situation['variables'],
})

test.each([
  ['where region = ${region:sqlstring}', "where region = '420100'"],
  ['where bureau in (${bureau:sqlstring})', "where bureau in ('commerce','o''clock')"],
  ["where region = '$region'", "where region = '420100'"],
  ['where $__timeFilter(day_at) and true', "where day_at BETWEEN '2024-01-01T00:00:00.000Z' AND '2024-07-01T00:00:00.000Z' and true"],
  ['at <= $__timeTo() and at > $__timeFrom()', "at <= '2024-07-01T00:00:00.000Z' and at > '2024-01-01T00:00:00.000Z'"],
])('%s', (text, sent) => {
  expect(expandSql(text, at())).toBe(sent)
})

test.each([
  ['up{region="$region"}', 'up{region="420100"}'],
  ['up{bureau=~"$bureau"}', `up{bureau=~"(commerce|o'clock)"}`],
  ['rate(x[$__rate_interval])', 'rate(x[75s])'],
  ['rate(x[$__interval])', 'rate(x[60s])'],
  ['increase(x[$__range])', 'increase(x[15724800s])'],
])('%s', (text, sent) => {
  expect(expandPromql(text, at())).toBe(sent)
})

test('what Grafana would not know is a fault and not an empty text', () => {
  expect(() => expandSql('${city:sqlstring}', at())).toThrow('no variable is called city')
  expect(() => expandSql('${region:lua}', at())).toThrow('region has a format')
  expect(() => expandSql('$__timeGroup(a, 1h)', at())).toThrow('unknown macro $__timeGroup')
})

test('the rate interval is never shorter than four scrapes', () => {
  expect(expandPromql('$__rate_interval', { ...at(), interval: 1_000 })).toBe('60s')
})
