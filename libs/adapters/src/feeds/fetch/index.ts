import { setTimeout as sleep } from 'node:timers/promises'
import { FeedFault } from '../fault.ts'
import { fetchFile } from './fetch-file.ts'
import { fetchHttp } from './fetch-http.ts'
import { type Fetched, LIMITS, type Limits, type Validators } from './limits.ts'
import { type Retrying, withRetries } from './with-retries.ts'

/** The world as a fetch meets it. Tests hand in their own limits and a `wait` that does not. */
export interface FetchSettings {
  /** The registry's folder: `file:` is relative to it, and ends in it. */
  readonly folder: string
  readonly limits?: Partial<Limits>
  readonly wait?: Retrying['wait']
  readonly chance?: Retrying['chance']
  /** Milliseconds of the wall. */
  readonly now: () => number
}

export type FetchDocument = (location: string, ask: { readonly validators: Validators | null; readonly signal: AbortSignal }) => Promise<Fetched>

/** Fetches documents by `file:` and `http(s):`, trying again where the table of faults says so. Throws `FeedFault`. */
export const createFetch = ({ folder, limits: over = {}, wait = pause, chance = Math.random, now }: FetchSettings): FetchDocument => {
  const limits = { ...LIMITS, ...over }
  return (location, { validators, signal }) => {
    const scheme = /^(file|https?):/iu.exec(location)?.[1]?.toLowerCase()
    if (!scheme) return Promise.reject(new FeedFault('bad-location', `location of ${location.length} characters`))
    const act = () => (scheme === 'file' ? fetchFile(location, { folder, bytes: limits.bytes }) : fetchHttp(location, { validators, limits, signal, now }))
    return withRetries(act, signal, { ...limits, wait, chance })
  }
}

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await sleep(ms, undefined, { signal })
  } catch (cause) {
    throw new FeedFault('cancelled', 'between two tries', { cause })
  }
}
