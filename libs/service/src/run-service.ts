import {
  type ApiHandler,
  createLogger,
  createMetrics,
  EnvironmentFault,
  type Handler,
  type Logger,
  type Registry,
  readEnv,
  type Setting,
  type Stage,
  sayCauses,
  serveAt,
  startInOrder,
  untilSignalled,
  type Values,
  wallClock,
} from '@shixu/runtime'
import type { houseSettings } from './settings.ts'
import { settingsTable } from './settings-table.ts'
import { createVitals, type Vitals } from './vitals.ts'

/** What every part of a service may use. */
export interface House<S = object> {
  readonly name: string
  readonly settings: S
  readonly logger: Logger
  readonly metrics: Registry
  /** Milliseconds of the wall. */
  readonly now: () => number
  readonly vitals: Vitals
  /** Pages of its own beside metrics and health, by path. */
  readonly handlers: Map<string, Handler>
  /** Where a service that has an API puts it, once it can answer, and takes it away before it closes. */
  readonly pages: { api?: ApiHandler | null }
  /** Comes when the process is to end: whoever is still starting gives up. */
  readonly signal: AbortSignal
  /** Something has failed for good: the process stops in order, and ends with this. */
  readonly failed: (fault: unknown) => void
}

/** Every service has an address of its pages and a level of its log. */
type SettingsTable = Record<string, Setting<unknown>> & ReturnType<typeof houseSettings>
type Pages = Values<ReturnType<typeof houseSettings>>

export interface Service<S extends SettingsTable> {
  readonly name: string
  readonly purpose: string
  readonly settings: S
  readonly compose: (house: House<Values<S>>) => readonly Stage[]
}

/** A process as its service sees it: the command line and the environment. */
interface Surroundings {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  exit(code: number): unknown
}

/** Ends of a process, as of the `shixu` command. */
const EXIT = { ok: 0, usage: 2, fault: 4 } as const

/** A process ends within ten seconds: this long for an orderly stop, and then what is left all the same does not hold it. */
const STOP_MS = 8_500
const LINGER_MS = 1_000

/** Runs a service until a signal or a fault. Answers the exit code: 0 stopped, 2 the settings are wrong, 4 it has failed. Says why in one line, never a secret. */
export const runService = async <S extends SettingsTable>(service: Service<S>, surroundings: Surroundings): Promise<number> => {
  const { argv, env, stdout, stderr } = surroundings
  if (argv.slice(2).length > 0) {
    stdout.write(`shixu ${service.name}: ${service.purpose}\n\n${settingsTable(service.settings)}\n`)
    return argv.includes('--help') ? EXIT.ok : EXIT.usage
  }
  const exit = await run(service, env).catch((fault: unknown) => {
    stderr.write(`shixu ${service.name}: ${sayCauses(fault)}\n`)
    return fault instanceof EnvironmentFault ? EXIT.usage : EXIT.fault
  })
  setTimeout(() => surroundings.exit(exit), LINGER_MS).unref()
  return exit
}

const run = async <S extends SettingsTable>(service: Service<S>, env: Surroundings['env']): Promise<number> => {
  const settings = readEnv(service.settings, env) as Values<S> & Pages
  const logger = createLogger({ service: service.name, level: settings.logLevel })
  const ended = Promise.withResolvers<void>()
  ended.promise.catch(() => undefined) // told below, once all is started
  const signal = untilSignalled()
  signal.addEventListener('abort', () => ended.resolve(), { once: true })
  const vitals = createVitals()
  const failed = (fault: unknown) => {
    vitals.failed(sayCauses(fault))
    ended.reject(fault)
  }
  const house = {
    name: service.name,
    settings,
    logger,
    metrics: createMetrics(),
    now: wallClock.now,
    vitals,
    handlers: new Map<string, Handler>(),
    pages: {},
    signal,
    failed,
  }
  try {
    const stop = await startInOrder([pages(house), ...service.compose(house)], { logger, limitMs: STOP_MS })
    vitals.started()
    logger.info('started')
    await ended.promise.finally(stop)
  } catch (fault) {
    if (!signal.aborted) throw fault
  }
  return EXIT.ok
}

/** The pages come before the work, so that one can see why it is not ready. */
const pages = ({ settings, metrics, vitals, handlers, pages, logger }: House<Pages>): Stage => ({
  name: 'http',
  start: async () => {
    const server = await serveAt(settings, { metrics, healthy: vitals.healthy, ready: vitals.ready, handlers, api: () => pages.api })
    logger.info({ url: server.url }, 'metrics and health are served')
    return () => server.close()
  },
})
