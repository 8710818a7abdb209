import { figureKey, type Observation, observationKey } from '@shixu/domain'
import type { Document, Reading, Refusal } from '@shixu/pipeline/ports'
import type { DocumentReader, FeedFormat, FormatContext } from '../format.ts'
import { optionProblems } from '../option-problems.ts'
import { csvExcerpt, csvTable } from './csv.ts'
import { decode, encodingOf } from './decode.ts'
import { jsonExcerpt, jsonTable } from './json.ts'
import { missingColumns } from './missing-columns.ts'
import { type TableOptions, tableOptions } from './options.ts'
import { isWrong, type Read, type Wrong, wrong } from './result.ts'
import { createRowReader } from './row-reader.ts'
import type { Row, Table } from './rows.ts'

/** CSV and JSON tables, a figure a row, with a map of their columns. */
export const table: FeedFormat = {
  open: (context) => {
    const options = tableOptions.safeParse(context.feed.options)
    return options.success ? { ok: true, reader: createReader(context, options.data) } : { ok: false, problems: optionProblems(context.feed.id, options.error) }
  },
}

const createReader = (context: FormatContext, options: TableOptions): DocumentReader => {
  const readRow = createRowReader(context, options)
  return {
    read: (document) => {
      const opened = openTable(document.bytes, options)
      if (isWrong(opened)) return { observations: [], refusals: [whole(document, opened)], missing: [] }
      return readRows(opened.value.rows, { document, readRow })
    },
    excerpt: ({ bytes, name }, places) => {
      const opened = openTable(bytes, options)
      if (isWrong(opened)) return bytes
      const keep = (place: string) => places.has(`${name}:${place}`)
      return options.layout === 'csv'
        ? csvExcerpt(bytes, opened.value, keep)
        : Buffer.from(jsonExcerpt(new TextDecoder(encodingOf(bytes, options.encoding)).decode(bytes), options.rows, keep))
    },
  }
}

const openTable = (bytes: Uint8Array, options: TableOptions): Read<Table> => {
  const text = decode(bytes, options.encoding)
  if (isWrong(text)) return text
  const read = options.layout === 'csv' ? csvTable(text.value, options) : jsonTable(text.value, options.rows)
  if (isWrong(read)) return read
  return missingColumns(read.value, options) ?? read
}

const whole = ({ name, bytes }: Document, { code, reason }: Wrong): Refusal => ({ place: name, code, reason, bytes, about: null })

const readRows = (rows: readonly Row[], { document, readRow }: { document: Document; readRow: ReturnType<typeof createRowReader> }): Reading => {
  const observations = new Map<string, Observation>()
  const refusals: Refusal[] = []
  const missing: string[] = []
  for (const row of rows) {
    const place = `${document.name}:${row.place}`
    const read = readRow(row, document)
    if (read.kind === 'missing') missing.push(place)
    if (read.kind === 'refused') refusals.push(refusalOf(row, { place, wrongs: read.wrongs, about: read.about }))
    if (read.kind === 'observation')
      take(read.observation, { observations, refuse: (wrongs) => refusals.push(refusalOf(row, { place, wrongs, about: read.observation.indicator })) })
  }
  return { observations: [...observations.values()], refusals, missing }
}

/** One figure said twice is one; said in two ways on one day, the second is refused. */
const take = (
  observation: Observation,
  { observations, refuse }: { observations: Map<string, Observation>; refuse: (wrongs: readonly Wrong[]) => void },
): void => {
  const before = observations.get(observationKey(observation))
  if (!before) observations.set(observationKey(observation), observation)
  else if (before.value !== observation.value)
    refuse([
      wrong(
        'contradiction',
        `${figureKey(observation)} is ${observation.written} here and ${before.written} at ${before.source}, both published ${observation.published}`,
      ),
    ])
}

const refusalOf = (row: Row, { place, wrongs, about }: { place: string; wrongs: readonly Wrong[]; about: string | null }): Refusal => ({
  place,
  code: wrongs[0]?.code ?? 'not-a-number',
  reason: wrongs.map(({ reason }) => reason).join('; '),
  bytes: new TextEncoder().encode(row.raw),
  about,
})
