import type { AlertEvent } from '../alert.ts'
import { alertKey } from '../event-key.ts'
import { sayReasonZh } from '../words.ts'
import type { Entry, Page } from './page.ts'
import { say, type Words } from './wording.ts'

/** A message by which somebody tries a channel out: it says so, and looks as real ones do. */
export const trialPage = (alerts: readonly AlertEvent[], words: Words): Page => ({
  subject: say(words, 'trial-subject', {}),
  headline: say(words, 'trial-text', {}),
  salutation: alerts.length === 0 ? '' : say(words, 'trial-example', {}),
  banners: [],
  sections: alerts.length === 0 ? [] : [{ title: say(words, 'trial-part', {}), entries: alerts.map((event) => entryOf(event, words)), ask: null }],
  footer: [say(words, 'trial-subject', {})],
})

const entryOf = ({ alert, subject, assessment }: AlertEvent, words: Words): Entry => ({
  alert: alertKey(alert.target, alert.kind),
  light: assessment?.light ?? null,
  title: subject.nameZh,
  verdict: assessment ? sayReasonZh(assessment.reason, words) : '',
  rows: [],
})
