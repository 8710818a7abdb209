import type { Channel, Message } from '@shixu/pipeline/ports'
import { describe, expect, it } from 'vitest'
import { aMessage } from './outbox-builders.ts'

/** A channel and what has come out at its far end, in any order. */
export interface ChannelUnderTest {
  readonly channel: Channel
  arrived(): Promise<readonly { readonly subject: string; readonly text: string }[]>
}

const send = ({ channel }: ChannelUnderTest, message: Message) => channel.deliver(message, new AbortController().signal)

interface Keeping {
  /** Whether the far end shows texts; one that forgets shows subjects alone. */
  readonly keepsText?: boolean
  /** Whether the channel keeps what was taken, so that only lost replies can make a repeat. */
  readonly remembers?: boolean
}

/** What every channel must do. `start` makes one whose far end is empty. */
export const channelContract = (name: string, start: () => Promise<ChannelUnderTest>, { keepsText = true, remembers = false }: Keeping = {}): void => {
  describe(`channel ${name}`, () => {
    it('accepts a message and brings it to the far end as it is', async () => {
      const under = await start()
      expect(await send(under, aMessage())).toMatchObject({ outcome: 'accepted' })
      const [arrived] = await under.arrived()
      expect(arrived?.subject).toContain('新增红灯1项：虚构出口额｜虚构市2024年目标')
      if (keepsText) expect(arrived?.text).toContain('新增红灯1项。')
    })

    it('brings a repeat once where it says that it does, or knows itself that it was taken, and accepts it all the same', async () => {
      const under = await start()
      await send(under, aMessage())
      expect(await send(under, aMessage())).toMatchObject({ outcome: 'accepted' })
      expect(await under.arrived()).toHaveLength(under.channel.deduplicates || remembers ? 1 : 2)
    })

    it('keeps messages of one recipient apart, and those of several', async () => {
      const under = await start()
      const other = { ...aMessage().recipient, id: '999901/transport/liaison', bureau: 'transport' }
      await Promise.all([send(under, aMessage()), send(under, aMessage({ id: 'notice-2' })), send(under, aMessage({ id: 'notice-3', recipient: other }))])
      expect(await under.arrived()).toHaveLength(3)
    })

    it('lets no name or subject break out of its place', async () => {
      const under = await start()
      const evil = 'x\r\nBcc: evil@example.org\r\n\r\n../../../etc/passwd\u202e'
      const recipient = {
        id: `999901/${evil}/liaison`,
        bureau: evil,
        bureauName: evil,
        contact: { step: 'liaison' as const, name: evil, email: `a@example.org\r\nBcc: b@example.org` },
      }
      const receipt = await send(under, aMessage({ id: evil, region: evil, subject: evil, recipient }))
      expect(receipt.outcome).toBe('accepted')
      const [arrived, ...more] = await under.arrived()
      expect(more).toEqual([])
      expect(arrived?.subject).not.toMatch(/[\r\n\u202e]/u)
    })
  })
}
