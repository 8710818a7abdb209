import type { Words } from '@shixu/domain'
import type { Part, Receipt } from '@shixu/pipeline/ports'
import { cutAgain, labelled, replaced } from './parts.ts'
import { type Sent, said, WECOM_CODES } from './receipt-of.ts'
import { sendPicture } from './send-picture.ts'
import { kept, leaveOut, type Sending, type State } from './sending.ts'

/** What is less is not worth a message. */
const LEAST_BYTES = 128
const AT_ONCE = 20

/**
 * Sends what has not been taken, one part after another. Before each it is written down that it is being sent, and after each that it was taken: whoever goes on after a crash repeats at most the one
 * part of which nobody knows, and where the far end does not drop repeats he says in it that it may be one.
 */
export async function sendParts(sending: Sending): Promise<Receipt> {
  const state: State = { parts: await sending.progress.begin(sending.of, sending.cut()), room: 0, said: [], limits: sending.limits }
  if (state.parts.length === 0) return said('refused', 'empty')
  for (let at = nextOf(state.parts); at >= 0; at = nextOf(state.parts)) {
    const stop = (await makeRoom(sending, state)) ?? (await sendOne(sending, state, at))
    if (stop) return isPartlyOut(state) ? { ...stop, partly: true } : stop
  }
  return { outcome: 'accepted', code: '0', text: [`${state.parts.length} parts`, ...new Set(state.said)].filter(Boolean).join('; ') }
}

/** Pictures and cards that were left out count as taken, and words never do. */
const isPartlyOut = ({ parts }: State): boolean => parts.some((part) => isWords(part) && part.state === 'taken')

const nextOf = (parts: readonly Part[]): number => parts.findIndex(({ state }) => state !== 'taken')

async function makeRoom({ room }: Sending, state: State): Promise<Receipt | null> {
  if (state.room > 0) return null
  const wanted = Math.min(AT_ONCE, state.parts.filter((part) => part.state !== 'taken').length)
  const refused = await room(wanted)
  if (refused === null) state.room = wanted
  // Some of it is out: this try is worth a word.
  return refused?.code === 'no-room' && state.said.length > 0 ? { ...refused, code: 'in-parts', text: WECOM_CODES['in-parts'] } : refused
}

/** Null where one goes on. */
async function sendOne(sending: Sending, state: State, at: number): Promise<Receipt | null> {
  const before = state.parts[at]!
  if (before.kind === 'image') return sendPicture(sending, state, at).then(() => null)
  const now = sending.wall.now()
  const isDoubtful = before.state === 'sending' && now - (before.since ?? 0) >= sending.dropsRepeatsMs
  state.parts = replaced(state.parts, at, {
    state: 'sending',
    since: before.state === 'sending' && !isDoubtful ? before.since : now,
    ...(isDoubtful && { doubtful: true }),
  })
  if (!fits(state, at, sending.words)) return cutOrRefuse(sending, state, { at, limit: limitOf(state, at) })
  await sending.progress.keep(sending.of, state.parts)
  state.room -= 1
  const sent = await sending.send(state.parts[at]!, labelled(state.parts, at, sending.words))
  if (sent.outcome === 'unknown') return { ...receiptOf(sent), ...(before.state !== 'sending' && { anew: true as const }) }
  if (sent.outcome === 'split')
    return cutOrRefuse(sending, state, { at, limit: Math.floor(Buffer.byteLength(labelled(state.parts, at, sending.words)) / 2), sent })
  return noteDown(sending, state, { at, sent, otherwise: before.state === 'sending' && !isDoubtful ? 'sending' : 'waiting' })
}

const limitOf = ({ parts, limits }: State, at: number): number => (parts[at]!.kind === 'text' ? limits.text : limits.markdown)

const isWords = ({ kind }: Part): boolean => kind === 'text' || kind === 'markdown'

/** With what is said in front of a repeat it may be too long. */
const fits = (state: State, at: number, words: Words): boolean =>
  !isWords(state.parts[at]!) || Buffer.byteLength(labelled(state.parts, at, words)) <= limitOf(state, at)

async function cutOrRefuse(
  sending: Sending,
  state: State,
  { at, limit, sent }: { readonly at: number; readonly limit: number; readonly sent?: Sent },
): Promise<Receipt | null> {
  if (!isWords(state.parts[at]!))
    return noteDown(sending, state, { at, sent: { ...said('refused', 'too-long'), ...sent, outcome: 'refused' }, otherwise: 'waiting' })
  if (limit < LEAST_BYTES) return { ...said('refused', 'too-long'), ...(sent && { code: sent.code }) }
  state.parts = cutAgain(state.parts, at, { limit, words: sending.words })
  await sending.progress.keep(sending.of, state.parts)
  return null
}

interface Noted {
  readonly at: number
  readonly sent: Sent
  /** Where it was not taken; an earlier try of the same may have been, and is still in doubt. */
  readonly otherwise: 'waiting' | 'sending'
}

/** What was not taken is known not to have been, unless an earlier try of it is in doubt. A card that is refused undoes no words: those are out, and nobody is to hear them again elsewhere. */
async function noteDown(sending: Sending, state: State, { at, sent, otherwise }: Noted): Promise<Receipt | null> {
  if (sent.outcome === 'accepted') {
    state.said.push(sent.text)
    return kept(sending, state, { at, state: 'taken', content: '' }).then(() => null)
  }
  if (sent.outcome === 'refused' && !isWords(state.parts[at]!))
    return leaveOut(sending, state, { at, why: `a card was refused: ${sent.code} ${sent.text}` }).then(() => null)
  await kept(sending, state, { at, state: otherwise })
  return receiptOf(sent)
}

const NOT_YET: ReadonlySet<Sent['outcome']> = new Set(['split', 'renew', 'upload'])

const receiptOf = ({ body: _, outcome, ...rest }: Sent): Receipt => ({ ...rest, outcome: NOT_YET.has(outcome) ? 'deferred' : (outcome as Receipt['outcome']) })
