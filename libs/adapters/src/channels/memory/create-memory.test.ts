import { aMessage } from '@shixu/testkit'
import { channelContract } from '@shixu/testkit/channel-contract'
import { expect, it } from 'vitest'
import { createMemory } from './create-memory.ts'

channelContract('memory', async () => {
  const channel = createMemory()
  return { channel, arrived: async () => channel.messages }
})

it('answers as it is told, and keeps only what it accepted', async () => {
  const channel = createMemory(() => ({ outcome: 'refused', code: '81013', text: 'all invalid' }))
  expect(await channel.deliver(aMessage(), new AbortController().signal)).toMatchObject({ outcome: 'refused', code: '81013' })
  expect(channel.messages).toEqual([])
})
