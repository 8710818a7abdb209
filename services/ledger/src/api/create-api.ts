import type { IncomingMessage, ServerResponse } from 'node:http'
import etag from '@fastify/etag'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { Reader, Scope, Tokens } from '@shixu/adapters/store'
import type { Logger, Registry } from '@shixu/runtime'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { apiMetrics } from './api-metrics.ts'
import { scopeOf } from './callers.ts'
import { describeApi } from './describe-api.ts'
import { guard } from './guard.ts'
import { createKnownCallers, type KnownCallers } from './known-callers.ts'
import { addListings } from './listing-routes.ts'
import { ApiFault } from './problems.ts'
import { addTargets } from './target-routes.ts'
import { validatorCompiler } from './validate.ts'

export interface ApiParts {
  readonly reader: Reader
  readonly tokens: Pick<Tokens, 'find' | 'list'>
  /** Whether whoever sends no token is answered: on loopback, while there is no token. */
  readonly isOpen: () => Promise<boolean>
  readonly ownToken: string
  /** Requests a minute of one caller. */
  readonly perMinute: number
  readonly metrics: Registry
  readonly logger: Logger
  /** The wall's. */
  readonly clock: { now(): number; today(): string }
}

/** The API, ready to answer what is handed to it. It listens nowhere itself. */
export interface Api {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  close(): Promise<void>
}

const VERSION = '1.0.0'
/** Nothing is ever sent to us. */
const BODY_LIMIT = 1_024
const HANDLED_WITHIN_MS = 15_000

const addProtections = async (app: FastifyInstance, { perMinute }: ApiParts, known: KnownCallers): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // Whether there is TLS is known to the proxy alone.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  const keyGenerator = ({ headers, ip }: FastifyRequest) => known.keyOf(headers.authorization, ip)
  await app.register(rateLimit, { global: false, max: perMinute, timeWindow: '1 minute', keyGenerator })
  // Of a route it would come after the token was looked up, and whoever is refused would never be counted.
  app.addHook('onRequest', app.rateLimit())
  await app.register(etag)
}

const watchAnswers = (app: FastifyInstance, { metrics, tokens, clock }: ApiParts): void => {
  const { answered } = apiMetrics(metrics, () => tokens.list(), clock.now)
  app.addHook('onResponse', async (request, reply) => {
    answered(request.routeOptions.url ?? 'none', { status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
  })
}

const addRoutes = (v1: FastifyInstance, { reader, tokens, ownToken, isOpen, clock }: ApiParts, known: KnownCallers): void => {
  const scopes = new WeakMap<FastifyRequest, Scope>()
  v1.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'private, no-cache').header('vary', 'Accept-Language, Authorization')
    const { authorization } = request.headers
    const scope = await scopeOf(request, { tokens, ownToken, isOpen, today: clock.today }).catch((fault: unknown) => {
      known.bad(authorization)
      throw fault
    })
    known.good(authorization)
    scopes.set(request, scope)
  })
  const routes = { reader, scopeOf: (request: FastifyRequest) => scopes.get(request) ?? refused() }
  addTargets(v1, routes)
  addListings(v1, routes)
}

const refused = (): never => {
  throw new ApiFault('unauthorized')
}

/** `/api/v1`, its description and its page. */
export const createApi = async (parts: ApiParts): Promise<Api> => {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    handlerTimeout: HANDLED_WITHIN_MS,
    routerOptions: { maxParamLength: 100, ignoreTrailingSlash: true },
    exposeHeadRoutes: true,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  guard(app, parts.logger)
  watchAnswers(app, parts)
  const known = createKnownCallers()
  await addProtections(app, parts, known)
  await describeApi(app, { version: VERSION, withTokens: !(await parts.isOpen()) })
  app.register(
    (v1, _options, done) => {
      addRoutes(v1, parts, known)
      done()
    },
    { prefix: '/api/v1' },
  )
  await app.ready()
  return { handle: app.routing, close: () => app.close() }
}
