import { join } from 'node:path'
import type { Channel, Limiter, Progress } from '@shixu/pipeline'
import { wallClock } from '@shixu/runtime'
import { openChannels } from '@shixu/service'
import type { Surroundings } from './surroundings.ts'

/** One test message shares its limits with nobody and comes in one piece. */
const limiter: Limiter = { take: async () => ({ ok: true }) }
const progress: Progress = { begin: async (_message, parts) => parts, keep: async () => undefined }

/** Every channel that the settings set up, to be looked at or tried out. A Maildir of tests lies beside those of states. */
export const setUpChannels = (
  { settings }: Pick<Surroundings, 'settings'>,
  voice: Pick<Parameters<typeof openChannels>[1], 'wordsIn' | 'transcript'> = { wordsIn: () => undefined },
): readonly Channel[] =>
  openChannels(
    { ...settings, maildir: join(settings.state, 'channel-test') },
    { calendar: wallClock, wall: wallClock, limiter, progress, out: process.stdout, ...voice },
  ).channels
