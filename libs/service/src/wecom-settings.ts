import { createRobot } from '@shixu/adapters/channels'
import type { Channel, Clock, Limiter, Progress } from '@shixu/pipeline'
import { perhaps, type Setting, type Values } from '@shixu/runtime'

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

/** For the channels of WeCom (企业微信). */
export const WECOM = { wecomBase: base, wecomRobots: perhaps(robots) }

interface World {
  readonly wall: Pick<Clock, 'now'>
  readonly limiter: Limiter
  readonly progress: Progress
  readonly transcript?: (line: string) => void
}

/** The channels of WeCom that are set up. */
export function openWecom({ wecomBase, wecomRobots }: Values<typeof WECOM>, world: World): readonly Channel[] {
  return wecomRobots === null ? [] : [createRobot({ base: wecomBase, robots: wecomRobots, ...world })]
}
