import { kafkaMissing, startKafka } from '@shixu/testkit/kafka'
import { findPostgres, POSTGRES_MISSING, startPostgres } from '@shixu/testkit/postgres'
import type { TestProject } from 'vitest/node'

type Stop = () => Promise<void>

/** Vitest's own word, which stands first and is in the names of files too. */
const SUBCOMMANDS = ['run', 'watch', 'dev', 'related', 'bench', 'list']

/** Whether one of the suites that are to run has this in its file's name. Words that belong to an option (`--project int`) are no filters. */
const isAsked = async (project: TestProject, kind: string): Promise<boolean> => {
  const { testFiles } = await project.globTestFiles()
  const words = process.argv.slice(SUBCOMMANDS.includes(process.argv[2] ?? '') ? 3 : 2)
  const isOption = (word = '') => word.startsWith('-') && !word.includes('=')
  const filters = words.filter((word, index) => !word.startsWith('-') && !isOption(words[index - 1]) && testFiles.some((file) => file.includes(word)))
  return testFiles.some((file) => file.includes(kind) && (filters.length === 0 || filters.some((word) => file.includes(word))))
}

const postgres = async (project: TestProject): Promise<Stop | undefined> => {
  if (findPostgres() === null) {
    project.provide('postgresUrl', undefined)
    return missing(POSTGRES_MISSING)
  }
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return server.stop
}

/** A broker costs seconds and half a gigabyte, so it is started only where a suite wants it. */
const kafka = async (project: TestProject): Promise<Stop | undefined> => {
  const program = kafkaMissing()
  if (program !== null || !(await isAsked(project, '.kafka.int.test.'))) {
    project.provide('kafkaBrokers', undefined)
    return program === null ? undefined : missing(program)
  }
  const cluster = await startKafka()
  project.provide('kafkaBrokers', cluster.brokers)
  return cluster.stop
}

const missing = (what: string): undefined => {
  if (process.env.CI === 'true') throw new Error(what)
  return undefined
}

/**
 * Starts what the integration suites need, once for the whole run. Where a program is missing, its suites leave themselves out; where CI=true that is a failure.
 * @public
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const started = await Promise.allSettled([postgres(project), kafka(project)])
  const stop = async () => {
    await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value?.() : undefined)))
  }
  const failed = started.find((each) => each.status === 'rejected')
  if (failed === undefined) return stop
  await stop()
  throw failed.reason
}
