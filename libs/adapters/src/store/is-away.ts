/** No server there, or not yet, or not for us: Node's names, and PostgreSQL's (starting or ending, too many connections; postgresql.org/docs/current/errcodes-appendix.html). */
const PASSING: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08006'],
])

/** pg says these without a code. */
const PASSING_WORDS = /^(?:timeout exceeded when trying to connect|connection terminated)/iu

/** Whether what was thrown, or what caused it, says that the database is away and may come back. A wrong password and a missing database are not mended by waiting. */
export const isAway = (thrown: unknown): boolean => {
  if (!(thrown instanceof Error)) return false
  if (PASSING.has((thrown as NodeJS.ErrnoException).code) || PASSING_WORDS.test(thrown.message)) return true
  if (thrown instanceof AggregateError && thrown.errors.some(isAway)) return true
  return isAway(thrown.cause)
}
