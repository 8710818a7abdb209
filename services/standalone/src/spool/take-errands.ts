import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@shixu/runtime'
import type { House } from '../house.ts'
import { runErrands } from './run-errand.ts'
import { openSpool } from './spool.ts'

/** How often the folder of errands is looked into. */
const EVERY_MS = 500

/** Takes up what other processes hand in, until the signal. */
export const takeErrands = async ({ house, logger }: { readonly house: House; readonly logger: Logger }, signal: AbortSignal): Promise<void> => {
  const spool = openSpool(house.state.folder.path)
  while (!signal.aborted) {
    await runErrands(house, spool).catch((fault: unknown) => logger.error({ err: fault }, 'errands could not be read'))
    await pause(EVERY_MS, undefined, { signal }).catch(() => 'stopped')
  }
}
