import { createRobot } from '@shixu/adapters/channels'
import { openStores } from '@shixu/adapters/store'
import { aMessage } from '@shixu/testkit'

/** What a process is to send: so many notices, each of some parts. */
export interface RobotErrand {
  readonly url: string
  readonly base: string
  readonly ids: readonly string[]
  readonly markdown: string
}

const errand = JSON.parse(process.argv[2] ?? '{}') as RobotErrand
const stores = await openStores(errand.url)
const robot = createRobot({
  base: errand.base,
  robots: new Map([['commerce', 'key-1']]),
  limiter: stores.limiter,
  progress: stores.progress,
  wall: { now: Date.now },
})
const recipient = { ...aMessage().recipient, contact: { step: 'liaison', name: '联络员（虚构）', robot: 'commerce' } } as const
const receipts = await Promise.all(errand.ids.map((id) => robot.deliver(aMessage({ id, recipient, markdown: errand.markdown }), new AbortController().signal)))
process.stdout.write(JSON.stringify(receipts))
await stores.close()
