import { aMessage } from '@shixu/testkit'
import { channelContract } from '@shixu/testkit/channel-contract'
import { expect, it } from 'vitest'
import { createConsole } from './create-console.ts'

const start = async () => {
  const lines: string[] = []
  const write = (text: string, done: () => void) => {
    lines.push(text)
    done()
    return true
  }
  return {
    channel: createConsole({ write } as Pick<NodeJS.WritableStream, 'write'>),
    arrived: async () => lines.map((line) => ({ subject: line.trimEnd(), text: '' })),
    lines,
  }
}

channelContract('console', start, { keepsText: false })

it('says in one line whom it tells what', async () => {
  const { channel, lines } = await start()
  await channel.deliver(aMessage(), new AbortController().signal)
  expect(lines).toEqual(['2024-06-20  虚构商务局 联络员（虚构）  新增红灯1项：虚构出口额｜虚构市2024年目标\n'])
})

it('does not know what became of a line where the terminal is gone', async () => {
  const write = (_text: string, done: (fault: Error) => void) => {
    done(new Error('EPIPE'))
    return false
  }
  const channel = createConsole({ write } as unknown as Pick<NodeJS.WritableStream, 'write'>)
  expect(await channel.deliver(aMessage(), new AbortController().signal)).toEqual({ outcome: 'unknown', code: 'write-failed', text: 'EPIPE' })
})
