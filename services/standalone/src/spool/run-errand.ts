import { commandGiven } from '@shixu/domain'
import type { House } from '../house.ts'
import type { State } from '../open-state.ts'
import { resend } from '../resend.ts'
import { wholeLogOf } from '../whole-log.ts'
import type { Errand, Ran, Spool } from './spool.ts'

/** What errands are done with: the house's, or the same on a cluster. */
export interface ErrandHouse {
  readonly ingest: Pick<House['ingest'], 'report' | 'retryLetter'>
  readonly feeds: House['feeds']
  readonly calendar: House['calendar']
  /** A log that can be read whole here is that of one machine; the topics of a cluster are not read for an errand. */
  readonly state: {
    readonly log: Pick<State['log'], 'append'> & Partial<Pick<State['log'], 'read' | 'partitions'>>
    readonly stores: Pick<State['stores'], 'deadletters' | 'outbox' | 'rebuild'>
  }
}

const retry = async ({ ingest, state, feeds, calendar }: ErrandHouse, { id, accept }: { readonly id: string; readonly accept: boolean }): Promise<Ran> => {
  const [kept] = await state.stores.deadletters.list({ id })
  if (!kept) return { done: false, said: `there is no dead letter ${id}` }
  const feed = feeds.find((each) => each.id === kept.letter.source)
  if (!feed) return { done: false, said: `${id} came from ${kept.letter.source}, which is no feed of the registry: it cannot be read again` }
  const { mended, why } = await ingest.retryLetter(feed, { kept, accept })
  if (mended) await state.stores.deadletters.close(id, { on: calendar.today(), as: 'mended', why })
  return { done: mended, said: `${id}: ${why}` }
}

const drop = async ({ state, calendar }: ErrandHouse, { id, why }: { readonly id: string; readonly why: string }): Promise<Ran> => {
  const [kept] = await state.stores.deadletters.list({ id })
  if (!kept) return { done: false, said: `there is no dead letter ${id}` }
  await state.stores.deadletters.close(id, { on: calendar.today(), as: 'dropped', why })
  return { done: true, said: `${id}: dropped` }
}

const report = async ({ ingest }: ErrandHouse, { observation, accept }: Extract<Errand, { errand: 'report' }>): Promise<Ran> => {
  const taken = await ingest.report(observation, { accept })
  return taken.outcome === 'refused' ? { done: false, said: taken.why } : { done: true, said: taken.outcome }
}

/** The answer is what became of each table, as JSON. */
const rebuildLedger = async ({ state: { log, stores } }: ErrandHouse): Promise<Ran> => {
  const { read, partitions } = log
  if (read === undefined || partitions === undefined) return { done: false, said: 'the log of this installation is on Kafka' }
  return { done: true, said: JSON.stringify(await stores.rebuild(wholeLogOf({ read, partitions }), () => undefined)) }
}

/** What each errand does. Doing it again after a crash is harmless: reports and commands have keys, and a letter is closed once. */
const DOING: { readonly [E in Errand['errand']]: (house: ErrandHouse, errand: Extract<Errand, { errand: E }>) => Promise<Ran> } = {
  report,
  command: async ({ state }, { command }) => {
    await state.log.append([commandGiven(command)])
    return { done: true, said: 'appended' }
  },
  'retry-letter': retry,
  'drop-letter': drop,
  resend: async ({ state }, { asked }) => resend(state.stores, asked),
  'rebuild-ledger': rebuildLedger,
}

/** Does one errand; what cannot be done is answered, a fault is thrown. */
export const runErrand = async <E extends Errand['errand']>(house: ErrandHouse, errand: Extract<Errand, { errand: E }> | null): Promise<Ran> => {
  const doing =
    errand === null ? undefined : (DOING[errand.errand] as ((house: ErrandHouse, errand: Extract<Errand, { errand: E }>) => Promise<Ran>) | undefined)
  return errand === null || doing === undefined ? { done: false, said: 'what was handed in cannot be read' } : doing(house, errand)
}

/** Takes up whatever waits in the spool, one after the other. An errand that fails is answered with its fault. */
export const runErrands = async (house: ErrandHouse, spool: Spool): Promise<number> => {
  const waiting = spool.waiting()
  for (const { id, errand } of waiting) {
    const ran = await runErrand(house, errand).catch((fault: unknown): Ran => ({ done: false, said: String(fault) }))
    spool.done(id, ran)
  }
  return waiting.length
}
