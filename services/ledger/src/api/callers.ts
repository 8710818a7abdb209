import { createHash, timingSafeEqual } from 'node:crypto'
import type { Condition, Scope, Tokens } from '@shixu/adapters/store'
import type { FastifyRequest } from 'fastify'
import { ApiFault } from './problems.ts'

export interface Callers {
  readonly tokens: Pick<Tokens, 'find'>
  /** A token of the installation itself, by its settings; it may read everything. */
  readonly ownToken: string
  /** Whether whoever sends none is answered. */
  readonly isOpen: () => Promise<boolean>
  /** Today in Asia/Shanghai by the wall's clock, which tokens expire by. */
  readonly today: () => string
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

/** A page that a browser was led to by another name must not read what is open to this machine alone. */
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/u

/** What a proxy hands on comes from elsewhere. */
const isLocal = ({ headers }: FastifyRequest): boolean =>
  LOCAL.test(headers.host ?? '') && headers.forwarded === undefined && headers['x-forwarded-for'] === undefined

/** Who asks, by what he sends; throws where he is not to be answered. */
export const scopeOf = async (request: FastifyRequest, { tokens, ownToken, isOpen, today }: Callers): Promise<Scope> => {
  const sent = /^Bearer ([\x21-\x7e]{1,200})$/iu.exec(request.headers.authorization ?? '')?.[1]
  if (request.headers.authorization === undefined && (await isOpen())) {
    if (!isLocal(request)) throw new ApiFault('forbidden')
    return 'all'
  }
  if (sent === undefined) throw new ApiFault('unauthorized')
  if (ownToken !== '' && isSame(sent, ownToken)) return 'all'
  const token = await tokens.find(sent, today())
  if (token === null) throw new ApiFault('unauthorized')
  return token.scope
}

/** What a bearer who may read of one bureau alone sees of a list: `own` is the column that names the bureau; a supporting one is concerned as well. */
export const limitsOf = (scope: Scope, concerns: { readonly own?: string; readonly supporting?: string }): readonly Condition[] => {
  if (scope === 'all') return []
  const [region = '', bureau = ''] = scope.split('/')
  const { own, supporting } = concerns
  const mine: Condition[] = [
    ...(own === undefined ? [] : [{ field: own, is: bureau }]),
    ...(supporting === undefined ? [] : [{ field: supporting, contains: `"${bureau}"` }]),
  ]
  return [{ field: 'region', is: region }, ...(mine.length > 0 ? [{ any: mine }] : [])]
}
