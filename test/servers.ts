import { findPostgres, POSTGRES_MISSING, startPostgres } from '@shixu/testkit/postgres'
import type { TestProject } from 'vitest/node'

/**
 * Starts what the integration suites need, once for the whole run. Without PostgreSQL its suites leave themselves out; where CI=true that is a failure.
 * @public
 */
export const setup = async (project: TestProject): Promise<(() => Promise<void>) | undefined> => {
  if (findPostgres() === null) {
    if (process.env.CI === 'true') throw new Error(POSTGRES_MISSING)
    project.provide('postgresUrl', undefined)
    return undefined
  }
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return server.stop
}
