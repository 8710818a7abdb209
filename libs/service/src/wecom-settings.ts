import { createApplication, createCallback, createRobot } from '@shixu/adapters/channels'
import type { AlertEvent, Bureau, Words } from '@shixu/domain'
import type { Channel, Clock, EventLog, Limiter, Progress } from '@shixu/pipeline'
import { EnvironmentFault, type Handler, type Logger, perhaps, type Setting, text, type Values, wholeNumber } from '@shixu/runtime'

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u
const KEY = /^[\w-]{1,200}$/u

/** Keys by name. Whoever copies the whole address out of WeCom gives its key. */
const robots: Setting<ReadonlyMap<string, string>> = {
  name: 'SHIXU_WECOM_ROBOTS',
  purpose: 'the robots of groups by the names that contacts give: commerce=<key>, several on lines of their own or with commas between them',
  secret: true,
  read: (given) => {
    const pairs = given
      .split(/[\n,]/u)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => /^([^=]*)=(.*)$/u.exec(line) ?? [])
      .map(([, name = '', key = '']) => [name.trim(), keyOf(key.trim())] as const)
    const isRight = pairs.every(([name, key]) => NAME.test(name) && KEY.test(key)) && new Set(pairs.map(([name]) => name)).size === pairs.length
    return isRight ? { value: new Map(pairs) } : { wanted: 'lines like commerce=<key>, each name once, in small letters, digits and hyphens' }
  },
}

const keyOf = (given: string): string => (URL.canParse(given) ? (new URL(given).searchParams.get('key') ?? '') : given)

const base: Setting<string> = {
  name: 'SHIXU_WECOM_BASE',
  purpose: 'where WeCom is; another for a private installation or that of a government',
  fallback: 'https://qyapi.weixin.qq.com',
  read: (given) =>
    /^https?:$/u.test(URL.parse(given)?.protocol ?? '') && URL.parse(given)?.search === ''
      ? { value: given.replace(/\/+$/u, '') }
      : { wanted: 'an address such as https://qyapi.weixin.qq.com' },
}

const secret = <T>(setting: Setting<T>): Setting<T> => ({ ...setting, secret: true })

const aesKey: Setting<string> = {
  name: 'SHIXU_WECOM_AES_KEY',
  purpose: 'the EncodingAESKey of its callbacks',
  read: (given) => (/^[A-Za-z0-9+/]{43}$/u.test(given.trim()) ? { value: given.trim() } : { wanted: '43 letters and digits, as the console shows them' }),
}

/** For the channels of WeCom (企业微信). */
export const WECOM = {
  wecomBase: base,
  wecomRobots: perhaps(robots),
  wecomCorp: perhaps(text({ name: 'SHIXU_WECOM_CORP', purpose: 'the corporation (企业ID) of the channel `wecom-app`; where empty, the channel is not there' })),
  wecomAgent: perhaps(wholeNumber({ name: 'SHIXU_WECOM_AGENT', purpose: 'the application of it (AgentId)', from: 1, to: 2_147_483_647 })),
  wecomSecret: perhaps(secret(text({ name: 'SHIXU_WECOM_SECRET', purpose: 'the secret of the application' }))),
  wecomToken: perhaps(
    secret(text({ name: 'SHIXU_WECOM_TOKEN', purpose: 'the token of its callbacks to /wecom/callback; where empty, messages have no button' })),
  ),
  wecomAesKey: perhaps(secret(aesKey)),
  wecomPromiseDays: wholeNumber({
    name: 'SHIXU_WECOM_PROMISE_DAYS',
    purpose: 'for how many days pressing the button (签收) holds off a reminder',
    fallback: '14',
    from: 1,
    to: 90,
  }),
}

interface World {
  readonly wall: Pick<Clock, 'now'>
  readonly limiter: Limiter
  readonly progress: Progress
  readonly wordsIn: (region: string) => Words
  /** A picture of an alert; null where it has none. */
  readonly draw?: (event: AlertEvent) => Promise<Uint8Array | null>
  readonly transcript?: (line: string) => void
}

type Wecom = Values<typeof WECOM>

/** The channels of WeCom that are set up. Throws an `EnvironmentFault` with all that their settings lack. */
export function openWecom(settings: Wecom, { transcript, draw, ...world }: World): readonly Channel[] {
  const { wecomBase, wecomRobots, wecomPromiseDays } = settings
  const application = applicationOf(settings)
  const heard = transcript && { transcript }
  const drawing = draw && { draw }
  return [
    ...(wecomRobots === null ? [] : [createRobot({ base: wecomBase, robots: wecomRobots, ...world, ...heard, ...drawing })]),
    ...(application === null
      ? []
      : [
          createApplication({
            application: { ...application, ...heard },
            ...world,
            ...drawing,
            promiseDays: secretsOf(settings) === null ? null : wecomPromiseDays,
          }),
        ]),
  ]
}

interface CallbackWorld {
  readonly log: Pick<EventLog, 'append'>
  readonly directory: (region: string) => (Words & { readonly bureaus: readonly Bureau[] }) | undefined
  readonly calendar: Clock
  readonly wall: Clock
  readonly logger: Logger
}

/** Pages that WeCom calls back, by path: none where no callback is set up. */
export function wecomHandlers(settings: Wecom, { log, directory, calendar, wall, logger }: CallbackWorld): ReadonlyMap<string, Handler> {
  const application = applicationOf(settings)
  const secrets = secretsOf(settings)
  if (application === null || secrets === null) return new Map()
  const callback = createCallback({
    ...{ application, secrets, log, calendar, wall, promiseDays: settings.wecomPromiseDays },
    people: directory,
    happened: {
      acknowledged: (by, targets) => logger.info({ by, targets }, 'acknowledged in WeCom'),
      triedOut: (by) => logger.info({ by }, 'the button of a test message was pressed in WeCom'),
      ignored: (why) => logger.warn({ why }, 'a callback of WeCom came to nothing'),
      failed: (fault) => logger.error({ err: fault }, 'an acknowledgement could not be kept; WeCom tells it again'),
    },
  })
  return new Map([['/wecom/callback', callback]])
}

const applicationOf = (settings: Wecom) => {
  const { wecomBase, wecomCorp, wecomAgent, wecomSecret, wecomToken, wecomAesKey } = settings
  if (wecomCorp === null) return null
  const problems = [
    ...(wecomAgent === null ? ['SHIXU_WECOM_AGENT is not set: with SHIXU_WECOM_CORP it must be'] : []),
    ...(wecomSecret === null ? ['SHIXU_WECOM_SECRET is not set, and neither is SHIXU_WECOM_SECRET_FILE: with SHIXU_WECOM_CORP one must be'] : []),
    ...((wecomToken === null) !== (wecomAesKey === null) ? ['SHIXU_WECOM_TOKEN and SHIXU_WECOM_AES_KEY go together: set both or neither'] : []),
  ]
  if (problems.length > 0 || wecomAgent === null || wecomSecret === null) throw new EnvironmentFault(problems.join('\n'))
  return { base: wecomBase, corp: wecomCorp, agent: wecomAgent, secret: wecomSecret }
}

const secretsOf = ({ wecomToken, wecomAesKey, wecomCorp }: Wecom) =>
  wecomToken === null || wecomAesKey === null || wecomCorp === null ? null : { token: wecomToken, aesKey: wecomAesKey, corp: wecomCorp }
