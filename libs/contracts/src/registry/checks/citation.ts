import { type Check, type Entry, problemIn, type Report } from '../draft.ts'
import type { RegistryProblem } from '../problem.ts'
import type { TargetItem } from '../targets-file.ts'

/** Every promise is held against the text: the sentence verbatim at its place, the anchor within it, and the number in the anchor. */
export const citation: Check = ({ targets, report }) => (report ? targets.entries.flatMap((entry) => [...placed(entry, report), ...number(entry)]) : [])

function placed(entry: Entry<TargetItem>, report: Report): readonly RegistryProblem[] {
  const { id, citation: cited } = entry.item
  const wanted = [...cited.sentence]
  if (standsAt(report, cited.start, wanted)) return anchor(entry, report, cited.start)
  const [first, ...more] = find(report, wanted)
  if (first === undefined) {
    return [problemIn(entry, { at: ['citation', 'sentence'], wrong: `${id}: the sentence is not in ${report.name}`, right: differing(report, wanted) })]
  }
  const wrong = `${id}: the sentence does not stand at character ${cited.start} of ${report.name}`
  return [problemIn(entry, { at: ['citation', 'start'], wrong, right: `write ${[first, ...more].join(' or ')}` }), ...anchor(entry, report, first)]
}

/** The anchor within the sentence, which really begins at `start`. */
function anchor(entry: Entry<TargetItem>, report: Report, start: number): readonly RegistryProblem[] {
  const { id, citation: cited } = entry.item
  const wanted = [...cited.anchor]
  const within = find({ ...report, characters: [...cited.sentence] }, wanted).map((at) => start + at)
  if (within.includes(cited.anchor_offset)) return []
  if (within.length === 0) {
    return [
      problemIn(entry, { at: ['citation', 'anchor'], wrong: `${id}: "${cited.anchor}" does not stand in the sentence`, right: 'copy it from the sentence' }),
    ]
  }
  const wrong = `${id}: "${cited.anchor}" does not stand at character ${cited.anchor_offset} within the sentence`
  return [problemIn(entry, { at: ['citation', 'anchor_offset'], wrong, right: `write ${within.join(' or ')}` })]
}

/** Where the anchor has digits, the value is among them. */
function number(entry: Entry<TargetItem>): readonly RegistryProblem[] {
  const { id, value, citation: cited } = entry.item
  const numbers = cited.anchor.match(/\d+(?:\.\d+)?/gu)?.map(Number) ?? []
  if (value === undefined || numbers.length === 0 || numbers.includes(value)) return []
  return [
    problemIn(entry, {
      at: ['value'],
      wrong: `${id}: value ${value} is not the number of its anchor "${cited.anchor}"`,
      right: `write ${numbers.join(' or ')}`,
    }),
  ]
}

const standsAt = ({ characters }: Report, start: number, wanted: readonly string[]): boolean =>
  wanted.every((character, index) => characters[start + index] === character)

const MOST = 20

/** The first few places where it stands. */
function find(report: Report, wanted: readonly string[]): readonly number[] {
  const places: number[] = []
  for (let at = report.characters.indexOf(wanted[0] ?? ''); at >= 0 && places.length < MOST; at = report.characters.indexOf(wanted[0] ?? '', at + 1)) {
    if (standsAt(report, at, wanted)) places.push(at)
  }
  return places
}

/** Where the likeliest place in the report begins to differ from what is cited. */
function differing({ characters, name }: Report, wanted: readonly string[]): string {
  let best = { at: -1, same: 0 }
  for (let at = 0; at < characters.length; at++) {
    let same = 0
    while (same < wanted.length && characters[at + same] === wanted[same]) same++
    if (same > best.same) best = { at, same }
  }
  if (best.same < Math.min(4, wanted.length)) return 'copy it from there, on one line'
  const there = characters
    .slice(best.at + best.same, best.at + best.same + 6)
    .join('')
    .replaceAll('\n', '↵')
  return `from its character ${best.same + 1} on (character ${best.at + best.same} of ${name}) the report says "${there}", the file "${wanted.slice(best.same, best.same + 6).join('')}"`
}
