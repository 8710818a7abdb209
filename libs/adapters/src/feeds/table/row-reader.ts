import { againstSense, type Day, type Observation, oneLine, shortened } from '@shixu/domain'
import type { FormatContext } from '../format.ts'
import { readAmount, unitOfHeader } from './amount.ts'
import { FIELDS, type TableOptions } from './options.ts'
import { readPublished } from './published.ts'
import { isWrong, type Read, together, type Wrong, wrong } from './result.ts'
import type { Row } from './rows.ts'
import { type Cell, indicatorId, readSubject, type Subject } from './subject.ts'
import { fits, readDay } from './when.ts'
import { isMissing } from './words.ts'

/** What became of one row. `about` is its indicator, as far as the row names one. `elsewhere`: the row is another region's. */
export type RowRead =
  | { readonly kind: 'observation'; readonly observation: Observation }
  | { readonly kind: 'refused'; readonly wrongs: readonly Wrong[]; readonly about: string | null }
  | { readonly kind: 'missing' }
  | { readonly kind: 'elsewhere' }

/** Where and when the document came. */
interface Came {
  readonly name: string
  readonly receivedOn: Day
}

/** Reads the rows of one feed's tables: what it is about, then the number in its unit, then whether it can be true. */
export const createRowReader = (context: FormatContext, options: TableOptions): ((row: Row, came: Came) => RowRead) => {
  const region = options.region ?? context.region
  const readFigure = figureReader(context, options)
  return (row, came) => {
    const cell: Cell = (field) => textOf(row, { column: options.columns[field], constant: options.constants[field] })
    if (options.columns.region && cell('region') !== region) return { kind: 'elsewhere' }
    const misshapen = row.wrong ?? tooLong(cell)
    if (misshapen) return { kind: 'refused', wrongs: [misshapen], about: null }
    if (isMissing(cell('value'))) return { kind: 'missing' }
    const subject = readSubject(cell, { indicators: context.indicators, names: options.names })
    if ('wrongs' in subject) return { kind: 'refused', wrongs: subject.wrongs, about: named(indicatorId(cell, options.names)) }
    const figure = readFigure(subject.value, { cell, receivedOn: came.receivedOn })
    if ('wrongs' in figure) return { kind: 'refused', wrongs: figure.wrongs, about: subject.value.indicator.id }
    const source = `${context.feed.id}#${came.name}:${row.place}`
    return { kind: 'observation', observation: { region, ...figure.value, source } }
  }
}

/** An id that the registry does not have may be anything. */
const named = (id: string | null): string | null => (id === null ? null : shortened(oneLine(id.slice(0, 400)), 80))

const textOf = (row: Row, { column, constant }: { column: string | undefined; constant: string | undefined }): string =>
  (column === undefined ? (constant ?? '') : (row.cell(column) ?? '')).trim()

/** An essay in a cell is a slip, and would be carried through the whole log. */
const MOST_CHARACTERS = 2_000

const tooLong = (cell: Cell): Wrong | undefined => {
  const field = FIELDS.find((each) => cell(each).length > MOST_CHARACTERS)
  return field && wrong('cell-too-long', `${field} has ${cell(field).length} characters, at most ${MOST_CHARACTERS} are read`)
}

type Figure = Omit<Observation, 'region' | 'source'>

const figureReader =
  ({ workdays }: FormatContext, { columns, undated }: TableOptions) =>
  (subject: Subject, { cell, receivedOn }: { cell: Cell; receivedOn: Day }): { readonly value: Figure } | { readonly wrongs: readonly Wrong[] } => {
    const { indicator, period, measure, coverage, bound } = subject
    const basis = cell('basis') || 'first-published'
    const read = together({
      period: fits(period, coverage),
      amount: readAmount({ value: cell('value'), unit: cell('unit'), header: unitOfHeader(columns.value ?? '') }, subject),
      published: readPublished({ day: cell('published'), basis: cell('published_basis') }, { indicator, period, basis, receivedOn, rule: undated, workdays }),
      reached: readReached(cell('reached'), receivedOn),
    })
    if ('wrongs' in read) return read
    const { amount, published, reached } = read.value
    const wrongs = againstSense({ measure, value: amount.value, period, published: published.published }, { indicator, receivedOn })
    if (wrongs.length > 0) return { wrongs }
    const done = measure === 'done' ? { doneOn: reached ?? published.published } : {}
    return { value: { indicator: indicator.id, period, measure, coverage, ...amount, bound, ...published, basis, ...done, ...reporter(cell) } }
  }

const readReached = (cell: string, receivedOn: Day): Read<Day | undefined> => {
  if (isMissing(cell)) return { value: undefined }
  const day = readDay(cell)
  return !isWrong(day) && day.value > receivedOn ? wrong('bad-date', `reached on ${day.value}, after the day of receipt, ${receivedOn}`) : day
}

const reporter = (cell: Cell): Pick<Observation, 'reportedBy' | 'evidence'> => ({
  ...(cell('by') ? { reportedBy: cell('by') } : {}),
  ...(cell('evidence') ? { evidence: cell('evidence') } : {}),
})
