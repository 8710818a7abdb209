import { type Command, commandGiven } from '@shixu/domain'
import type { Clock, EventLog } from '@shixu/pipeline/ports'
import { type Application, createTokens, type Tokens } from '../tokens.ts'
import { updateCard } from '../update-card.ts'
import { acknowledge, type People } from './acknowledge.ts'
import { answerCallback, type CallbackAnswer, type CallbackRequest, type Pressed } from './answer-callback.ts'
import type { CallbackSecrets } from './envelope.ts'

export interface CallbackOptions {
  readonly application: Application
  readonly tokens?: Tokens
  readonly secrets: CallbackSecrets
  readonly promiseDays: number
  readonly log: Pick<EventLog, 'append'>
  readonly people: (region: string) => People | undefined
  readonly calendar: Clock
  readonly wall: Pick<Clock, 'now'>
  readonly happened?: {
    acknowledged(by: string, targets: readonly string[]): void
    triedOut(by: string): void
    ignored(why: string): void
    failed(fault: unknown): void
  }
}

/** Presses that were dealt with are remembered for as long as a callback counts as fresh, and some more. */
const MOST_REMEMBERED = 10_000

/** Where WeCom calls back. A press becomes commands in the log, then the card says that it was taken; the same press told again does neither. */
export function createCallback(options: CallbackOptions): (request: CallbackRequest) => Promise<CallbackAnswer> {
  const { application, secrets, wall } = options
  const tokens = options.tokens ?? createTokens(application, wall)
  const known = new Map<string, Promise<void>>()
  const once = (pressed: Pressed): Promise<void> => {
    const id = JSON.stringify([pressed.user, pressed.createTime, pressed.task])
    const before = known.get(id)
    if (before !== undefined) return before
    const taking = take(options, tokens, pressed)
    known.set(id, taking)
    // What failed may be tried again.
    taking.catch(() => known.delete(id))
    if (known.size > MOST_REMEMBERED) known.delete(known.keys().next().value ?? '')
    return taking
  }
  return (request) => answerCallback({ secrets, now: wall.now, pressed: once }, request)
}

async function take(options: CallbackOptions, tokens: Tokens, pressed: Pressed): Promise<void> {
  const { people, calendar, promiseDays, application, happened } = options
  const answer = acknowledge(pressed, { people, today: calendar.today(), promiseDays })
  if ('why' in answer) return happened?.ignored(answer.why)
  if (answer.commands.length === 0) happened?.triedOut(pressed.user)
  else await keep(options, answer.commands, pressed.user)
  // After the answer: the far end waits for that and not for this. A card that stays as it was is no loss.
  void updateCard(application, tokens, { code: pressed.responseCode, says: answer.says, signal: AbortSignal.timeout(30_000) }).then(
    ({ outcome, code, text }) => {
      if (outcome !== 'accepted') happened?.ignored(`the card could not be updated: ${code} ${text}`)
    },
  )
}

async function keep({ log, happened }: Pick<CallbackOptions, 'log' | 'happened'>, commands: readonly Command[], by: string): Promise<void> {
  await log.append(commands.map(commandGiven)).catch((fault: unknown) => {
    happened?.failed(fault)
    throw fault
  })
  happened?.acknowledged(
    by,
    commands.map(({ target }) => target),
  )
}
