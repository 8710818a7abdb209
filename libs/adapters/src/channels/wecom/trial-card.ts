import { say, type Words } from '@shixu/domain'
import type { Message, Part } from '@shixu/pipeline/ports'
import { buttonCard } from './button-card.ts'
import { aPart } from './parts.ts'

const VERB = 'trial'

/** The card of a message by which somebody tries the application out. Pressing its button acknowledges nothing. */
export const trialCardOf = ({ id, region, alerts }: Message, words: Words): Part => {
  const button = say(words, 'card-button', {})
  const card = buttonCard({
    title: say(words, 'trial-card-title', {}),
    desc: say(words, 'trial-text', {}),
    text: say(words, 'trial-card-text', { 按钮: button }),
    rows: alerts.map(({ subject }) => ({ keyname: say(words, 'trial-card-row', {}), value: subject.nameZh })),
    button,
    key: `${VERB}|${region}`,
    task: `${id}_trial`,
  })
  return aPart('card', JSON.stringify(card))
}

/** The region in whose words it was sent; null where it is another key. */
export const readTrialKey = (key: string): string | null => /^trial\|(\d{6})$/u.exec(key)?.[1] ?? null
