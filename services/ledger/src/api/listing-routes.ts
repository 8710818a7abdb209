import { exportQuery, pagedQuery, pageOf } from '@shixu/contracts/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answers, fileAnswers } from './answers.ts'
import { limitsOf } from './callers.ts'
import { cursorAfter, readCursor } from './cursor.ts'
import { EXPORT_FORMATS } from './export-file.ts'
import { languageOf } from './language.ts'
import { conditionsOf, type Filters, LISTINGS, type Listing } from './listings.ts'
import { ApiFault } from './problems.ts'
import type { RouteParts } from './route-parts.ts'
import { fieldsOf, shaperOf } from './row-shape.ts'

/** What may go into one file. */
const MOST_ROWS = 20_000

type Value = string | number
interface Paged {
  readonly limit: number
  readonly cursor?: string
}

/** Ordering fields that are numbers; all others are text. */
const NUMBERS: ReadonlySet<string> = new Set(['year', 'attempt'])
const kindsOf = ({ order }: Listing) => order.map((name) => (NUMBERS.has(name) ? 'number' : 'text'))

const rowsOf = async (
  parts: RouteParts,
  listing: Listing,
  asked: { request: FastifyRequest; filters: Filters; limit: number; after: readonly Value[] | null },
) => {
  const { view, order, newestFirst = false, item, concerns } = listing
  const scope = parts.scopeOf(asked.request)
  const where = [...conditionsOf(listing, asked.filters), ...limitsOf(scope, concerns)]
  const rows = await parts.reader.list({ view, fields: fieldsOf(item), where, order, newestFirst, after: asked.after, limit: asked.limit })
  return rows.map(shaperOf(item))
}

const addPages = (app: FastifyInstance, parts: RouteParts, listing: Listing): void => {
  const { path, item, filters, order, name, summary } = listing
  const querystring = pagedQuery(filters)
  const id = name.charAt(0).toUpperCase() + name.slice(1)
  const schema = { summary: summary.en, tags: ['lists'], operationId: `list${id}`, querystring, response: answers(pageOf(id, item)) }
  app.get(path, { schema }, async (request) => {
    const { limit, cursor, ...given } = request.query as Filters & Paged
    const after = readCursor(cursor, kindsOf(listing))
    const rows = await rowsOf(parts, listing, { request, filters: given, limit: limit + 1, after })
    const items = rows.slice(0, limit)
    const last = rows.length > limit ? items.at(-1) : undefined
    return { items, next: last === undefined ? null : cursorAfter(order.map((field) => last[field] as Value)) }
  })
}

const addExports = (app: FastifyInstance, parts: RouteParts, listing: Listing): void => {
  const { path, item, filters, name, summary } = listing
  for (const { ending, type, make } of EXPORT_FORMATS) {
    const schema = {
      summary: `${summary.en}, as ${ending.toUpperCase()}`,
      tags: ['files'],
      operationId: `${name}As${ending.toUpperCase()}`,
      querystring: exportQuery(filters),
      response: fileAnswers(type.split(';')[0]!, z.string()),
    }
    app.get(`${path}.${ending}`, { schema }, async (request, reply) => {
      const language = languageOf(request.headers['accept-language'])
      const rows = await rowsOf(parts, listing, { request, filters: request.query as Filters, limit: MOST_ROWS + 1, after: null })
      if (rows.length > MOST_ROWS) throw new ApiFault('too-many-rows')
      const file = await make({ item, title: summary[language], rows, language })
      return reply.header('content-disposition', `attachment; filename="shixu-${name}.${ending}"`).type(type).send(file)
    })
  }
}

/** Every list, in pages and as files. */
export const addListings = (app: FastifyInstance, parts: RouteParts): void => {
  for (const listing of LISTINGS) {
    addPages(app, parts, listing)
    addExports(app, parts, listing)
  }
}
