import type { Logger } from '@shixu/runtime'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from './language.ts'
import { ApiFault, type FieldProblem, type ProblemCode, problemOf } from './problems.ts'
import { fieldProblems, Invalid } from './validate.ts'

/** What the driver says where the database is away: its own codes begin with 57P or 08, the machine's with E. */
const AWAY = /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|57P0|08)/u

const codeOf = (fault: FastifyError): ProblemCode => {
  if (fault instanceof ApiFault) return fault.code
  if (fault instanceof Invalid) return 'bad-request'
  if (fault.statusCode === 429) return 'too-many-requests'
  if (fault.statusCode !== undefined && fault.statusCode >= 400 && fault.statusCode < 500) return 'bad-request'
  return AWAY.test(fault.code ?? '') || fault.message === 'timeout exceeded when trying to connect' ? 'unavailable' : 'fault'
}

const refuse = (request: FastifyRequest, reply: FastifyReply, given: { readonly code: ProblemCode; readonly errors?: readonly FieldProblem[] }) => {
  const problem = problemOf(given.code, languageOf(request.headers['accept-language']), given.errors)
  if (given.code === 'unauthorized') reply.header('www-authenticate', 'Bearer realm="shixu"')
  if (given.code === 'method-not-allowed') reply.header('allow', 'GET, HEAD')
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem)
}

/** Everything that goes wrong, in the caller's language and by RFC 9457; what is our fault is logged, and not told. */
export const guard = (app: FastifyInstance, logger: Logger): void => {
  app.setErrorHandler((fault: FastifyError, request, reply) => {
    const code = codeOf(fault)
    const language = languageOf(request.headers['accept-language'])
    if (code === 'fault' || code === 'unavailable') logger.error({ err: fault, route: request.routeOptions.url }, 'a request could not be answered')
    return refuse(request, reply, fault instanceof Invalid ? { code, errors: fieldProblems(fault, language) } : { code })
  })
  app.setNotFoundHandler((request, reply) => refuse(request, reply, { code: 'not-found' }))
  // Before a body is looked at.
  app.addHook('onRequest', async ({ method }) => {
    if (method !== 'GET' && method !== 'HEAD') throw new ApiFault('method-not-allowed')
  })
}
