import type { Contact } from '@shixu/domain'

/** Every channel that a route can name, and the field of a contact that it cannot do without. A new one is a folder beside this and a line here. */
export const CHANNEL_NEEDS: Readonly<Record<string, keyof Contact | null>> = {
  alertmanager: null,
  console: null,
  maildir: null,
  smtp: 'email',
  webhook: 'webhook',
  'wecom-app': 'wecom',
  'wecom-robot': 'robot',
}

export const CHANNEL_NAMES: readonly string[] = Object.keys(CHANNEL_NEEDS)
