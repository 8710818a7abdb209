import type { Sent } from './receipt-of.ts'
import { kept, leaveOut, type Sending, type State } from './sending.ts'

/**
 * A picture comes after the words, and matters less: whatever is wrong with it keeps nothing back and is not tried again, so that nobody has it twice. Where the reason lies with the way to the far
 * end, the pictures after it are left out with it.
 */
export async function sendPicture(sending: Sending, state: State, at: number): Promise<void> {
  const { state: was, since } = state.parts[at]!
  const isInDoubt = was === 'sending'
  if (isInDoubt && sending.wall.now() - (since ?? 0) >= sending.dropsRepeatsMs)
    return leaveOut(sending, state, { at, why: 'nobody knows whether a picture was taken, and it is not sent twice' })
  state.room -= 1
  const first = await trySending(sending, state, { at })
  const lost = state.parts[at]!.media
  const sent = first.outcome === 'upload' && !isInDoubt && lost !== undefined ? await trySending(sending, state, { at, lost }) : first
  if (sent.outcome === 'accepted') {
    state.said.push(sent.text)
    return kept(sending, state, { at, state: 'taken', content: '' })
  }
  await leaveOut(sending, state, { at, why: `a picture was left out: ${sent.code} ${sent.text}` })
  return isTheWay(sent) ? leaveOutRest(sending, state) : undefined
}

/** What it is called there is kept before it goes out: a repeat has to have the same bytes. */
async function trySending(sending: Sending, state: State, { at, lost }: { readonly at: number; readonly lost?: string }): Promise<Sent> {
  const before = state.parts[at]!
  const brought = (await sending.bring?.(before, lost)) ?? before
  if ('outcome' in brought) return brought
  const since = before.state === 'sending' ? before.since : sending.wall.now()
  await kept(sending, state, { at, ...brought, state: 'sending', since })
  return sending.send(state.parts[at]!, '')
}

const isTheWay = ({ outcome, blame }: Sent): boolean => outcome === 'unknown' || (outcome === 'deferred' && blame !== 'recipient')

async function leaveOutRest(sending: Sending, state: State): Promise<void> {
  for (const [at, { kind, state: is }] of state.parts.entries())
    if (kind === 'image' && is !== 'taken') await leaveOut(sending, state, { at, why: 'another was not tried' })
}
