import type { Outcome } from './task.ts'

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN

export const thousands = (value: number): string => (value >= 1000 ? `${(value / 1000).toFixed(1)} k` : value.toFixed(value < 100 ? 2 : 0))

/** The median, and the range where there is one. */
export const told = (values: readonly number[]): string =>
  values.length > 1 ? `${thousands(median(values))} (${thousands(Math.min(...values))} to ${thousands(Math.max(...values))})` : thousands(median(values))

export const say = (line: string): void => console.log(line)

/** Two sides of the same work, round by round in turns; the ratio is that of the medians. */
export const compare = (what: string, bare: readonly Outcome[], own: readonly Outcome[]): void => {
  const of = (side: readonly Outcome[], key: 'perSecond' | 'perCpuSecond') => side.map((outcome) => outcome[key])
  const ratio = (key: 'perSecond' | 'perCpuSecond') => (median(of(own, key)) / median(of(bare, key))).toFixed(2)
  say(`${what}: ${ratio('perSecond')} of bare kafkajs by the clock, ${ratio('perCpuSecond')} by processor time`)
  const sides = [
    ['bare', bare],
    ['log ', own],
  ] as const
  for (const [name, side] of sides) {
    const peak = Math.round(Math.max(...side.map(({ peakMegabytes }) => peakMegabytes)))
    say(`  ${name} ${told(of(side, 'perSecond'))} a second, ${told(of(side, 'perCpuSecond'))} a CPU-second, peak ${peak} MB`)
  }
}
