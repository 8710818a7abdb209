import { createWebhook, type WebhookOptions } from '@shixu/adapters/channels'
import type { Channel } from '@shixu/pipeline'
import { oneOf, perhaps, text, type Values } from '@shixu/runtime'

/** For the channel `webhook`. */
export const WEBHOOK = {
  webhookSecret: perhaps({
    ...text({ name: 'SHIXU_WEBHOOK_SECRET', purpose: 'what signs every request of the channel `webhook`; where empty, the channel is not there' }),
    secret: true,
  }),
  webhookPrivate: oneOf({
    name: 'SHIXU_WEBHOOK_PRIVATE',
    purpose: 'whether webhooks may lead into private networks, and go by plain http',
    fallback: 'off',
    words: ['off', 'on'],
  }),
}

/** The channel where there is something to sign with. */
export const openWebhook = (
  { webhookSecret, webhookPrivate }: Values<typeof WEBHOOK>,
  world: Pick<WebhookOptions, 'wall' | 'transcript'>,
): readonly Channel[] => (webhookSecret === null ? [] : [createWebhook({ secret: webhookSecret, mayBePrivate: webhookPrivate === 'on', ...world })])
