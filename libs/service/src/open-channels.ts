import { createConsole, createMaildir } from '@shixu/adapters/channels'
import { createCharts } from '@shixu/adapters/charts'
import type { Words } from '@shixu/domain'
import type { Channel, Clock, Limiter, Progress } from '@shixu/pipeline'
import { text, type Values } from '@shixu/runtime'
import { ALERTMANAGER, openAlertmanager } from './alertmanager-settings.ts'
import { MAIL, MAIL_CHARTS, openMail } from './mail-settings.ts'
import { openWebhook, WEBHOOK } from './webhook-settings.ts'
import { openWecom, WECOM } from './wecom-settings.ts'

/** Channels that lead out of the machine, for every house that tells people. A channel that needs a setting and has none is not there. */
export const FAR_CHANNELS = { ...MAIL, ...MAIL_CHARTS, ...WECOM, ...ALERTMANAGER, ...WEBHOOK }

/** The same and a place for the Maildirs, where no state's folder has one. */
export const CHANNELS = {
  ...FAR_CHANNELS,
  maildir: text({ name: 'SHIXU_MAILDIR', purpose: 'the folder in which the channel `maildir` keeps a Maildir for each bureau', fallback: 'var/maildir' }),
}

/** What channels need of the world. */
export interface ChannelWorld {
  readonly calendar: Clock
  readonly wall: Clock
  /** Rates that all notifiers share. */
  readonly limiter: Limiter
  /** How far messages in several parts have come. */
  readonly progress: Progress
  /** The words of a region; as usual where it is not known. */
  readonly wordsIn: (region: string) => Words | undefined
  /** Hears what channels and their far ends say to one another, secrets blanked, where somebody tries one out. */
  readonly transcript?: (line: string) => void
  /** Where `console` writes. */
  readonly out: Pick<NodeJS.WritableStream, 'write'>
}

/** The channels that are set up, in no state yet. */
export interface OpenedChannels {
  readonly channels: readonly Channel[]
  /** Draws a picture ahead where one of them has pictures: what draws takes its time to load. Rejects where nothing can be drawn. */
  readonly warm: () => Promise<void>
}

/** Every channel that is set up. A new one is a folder in the adapters, its settings above, and a line here. */
export function openChannels(settings: Values<typeof CHANNELS>, world: ChannelWorld): OpenedChannels {
  const { calendar, wall, limiter, progress, out, transcript } = world
  const wordsIn = (region: string): Words => world.wordsIn(region) ?? {}
  // One for all: what one channel has drawn, the others need not draw again.
  const charts = createCharts({ wordsIn })
  const { mailCharts } = settings
  const said = transcript ? { transcript } : {}
  const channels = [
    createMaildir({ root: settings.maildir, calendar, ...(mailCharts === 'all' && { charts }) }),
    createConsole(out),
    ...openMail(settings, { calendar, ...said, ...(mailCharts !== 'none' && { charts }) }),
    ...openWecom(settings, { wall, limiter, progress, wordsIn, ...said, draw: async (event) => (await charts.of(event))?.png ?? null }),
    ...openAlertmanager(settings, { wall, ...said }),
    ...openWebhook(settings, { wall, ...said }),
  ]
  return { channels, warm: async () => (channels.some(({ name }) => hasPictures(name, mailCharts)) ? charts.warm() : undefined) }
}

function hasPictures(channel: string, mailCharts: Values<typeof MAIL_CHARTS>['mailCharts']): boolean {
  if (channel === 'maildir') return mailCharts === 'all'
  return channel === 'smtp' ? mailCharts !== 'none' : channel.startsWith('wecom-')
}
