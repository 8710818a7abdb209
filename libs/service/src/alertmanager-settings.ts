import { type AlertmanagerOptions, createAlertmanager } from '@shixu/adapters/channels'
import type { Channel } from '@shixu/pipeline'
import { list, type Setting, text, type Values } from '@shixu/runtime'

const isAddress = (word: string): boolean => URL.canParse(word) && /^https?:$/u.test(new URL(word).protocol)

const urls: Setting<readonly string[]> = {
  ...list({
    name: 'SHIXU_ALERTMANAGER_URLS',
    purpose: 'every instance of the channel `alertmanager`, with commas between them; where empty, the channel is not there',
    fallback: '',
  }),
  secret: true,
}

/** For the channel `alertmanager`. The addresses are secret, since a user and a password may stand in them. */
export const ALERTMANAGER = {
  alertmanagerUrls: {
    ...urls,
    read: (given: string) => {
      const read = urls.read(given)
      return 'value' in read && !read.value.every(isAddress) ? { wanted: 'addresses such as http://alertmanager-1:9093,http://alertmanager-2:9093' } : read
    },
  },
  targetPage: text({
    name: 'SHIXU_TARGET_PAGE',
    purpose: 'address of a target’s page, for links in alerts, with {region}, {year} and {target} where these belong',
    fallback: 'http://127.0.0.1:8404/api/v1/targets/{region}/{year}/{target}',
  }),
}

/** The channel where instances are named. */
export const openAlertmanager = (
  { alertmanagerUrls, targetPage }: Values<typeof ALERTMANAGER>,
  world: Pick<AlertmanagerOptions, 'wall' | 'transcript'>,
): readonly Channel[] => (alertmanagerUrls.length === 0 ? [] : [createAlertmanager({ urls: alertmanagerUrls, page: targetPage, ...world })])
