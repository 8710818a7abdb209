import type { Reader, Scope } from '@shixu/adapters/store'
import type { FastifyRequest } from 'fastify'

/** What every address works with. */
export interface RouteParts {
  readonly reader: Reader
  /** What the caller may read, as it was found before anything else was looked at. */
  readonly scopeOf: (request: FastifyRequest) => Scope
}
