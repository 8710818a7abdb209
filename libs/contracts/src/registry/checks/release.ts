import { type Check, type Entry, problemIn } from '../draft.ts'
import type { IndicatorItem } from '../indicators-file.ts'
import type { RegistryProblem } from '../problem.ts'

/** Who owes a figure is who publishes it; months of report go forward; the registry takes effect after the report was given. */
export const release: Check = ({ indicators, region }) => [
  ...indicators.entries.flatMap((entry) => [...publisher(entry), ...months(entry)]),
  ...(region ? effective(region) : []),
]

function publisher(entry: Entry<IndicatorItem>): readonly RegistryProblem[] {
  const { id, release: rule, publisher: by } = entry.item
  if ((rule.rule === 'bureau') === (by.by === 'bureau')) return []
  const wrong = `${id}: the release rule is "${rule.rule}", the publisher "${by.by}"`
  return [problemIn(entry, { at: ['publisher', 'by'], wrong, right: 'rule "bureau" goes with "by: bureau", every other with "by: office"' })]
}

function months(entry: Entry<IndicatorItem>): readonly RegistryProblem[] {
  const rule = entry.item.release
  if (rule.rule !== 'bureau') return []
  const odd = rule.months.findIndex((month, index) => month <= (rule.months[index - 1] ?? 0))
  return odd < 0
    ? []
    : [
        problemIn(entry, {
          at: ['release', 'months', odd],
          wrong: `${entry.item.id}: month ${rule.months[odd]} stands after ${rule.months[odd - 1]}`,
          right: 'put the months in order, each once',
        }),
      ]
}

function effective(entry: NonNullable<Parameters<Check>[0]['region']>): readonly RegistryProblem[] {
  const { effective: from, document } = entry.item
  if (from >= document.date) return []
  return [
    problemIn(entry, {
      at: ['effective'],
      wrong: `effective ${from} lies before the report of ${document.date}`,
      right: `write ${document.date} or a later day`,
    }),
  ]
}
