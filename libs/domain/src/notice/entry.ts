import type { AlertEventType } from '../alert.ts'
import type { Light, ReasonCode } from '../assessment.ts'
import { alertKey } from '../event-key.ts'
import type { Target } from '../target.ts'
import { sayDoneZh } from '../words/figure.ts'
import { LIGHTS_ZH, OUTCOMES_ZH } from '../words/light.ts'
import { sayDayZh, sayPeriodZh } from '../words/period.ts'
import { sayReasonZh } from '../words.ts'
import { bureauName, type Directory, type Entry } from './page.ts'
import { rowsOf, sourceRows } from './rows.ts'
import type { Story } from './story.ts'
import { say } from './wording.ts'

/** Whoever has to act on it gets all that he needs; who only has to know gets the verdict. */
export const isToBeDone = ({ alert, lead }: Story): boolean => alert.status === 'open' && lead !== 'acknowledged' && lead !== 'withdrawn'

/** What is said of one alert, and what is asked of the reader, unless that stands elsewhere. */
export function entryOf(story: Story, directory: Directory, ask: string | null): Entry {
  const { alert, subject, assessment } = story
  return {
    alert: isToBeDone(story) && alert.kind === 'pace' ? alertKey(alert.target, alert.kind) : null,
    light: shownLight(assessment?.light ?? alert.announced.light),
    title: subject.nameZh,
    verdict: VERDICTS[story.lead]?.(story, directory) ?? reasonOf(story, directory),
    rows: isToBeDone(story) ? rowsOf(story, directory, ask) : story.lead === 'corrected' ? sourceRows(story, directory) : [],
  }
}

/** That nothing could be judged says the verdict; a lamp for it says nothing to who reads it. */
const shownLight = (light: Light): Light | null => (light === 'grey' ? null : light)

const reasonOf = ({ assessment }: Story, directory: Directory): string => (assessment === null ? '' : sayReasonZh(assessment.reason, directory))

/** What comes before the reason, or in its place. */
const VERDICTS: Readonly<Partial<Record<AlertEventType, (story: Story, directory: Directory) => string>>> = {
  resolved: (story, directory) =>
    story.alert.kind === 'pace'
      ? say(directory, 'verdict-resolved', { 日期: sayDayZh(story.alert.since), 理由: reasonOf(story, directory) })
      : reasonOf(story, directory),
  corrected: correction,
  escalated: (story, directory) =>
    say(directory, 'verdict-escalated', {
      缘由:
        story.climbed === 'repeated'
          ? say(directory, 'escalated-repeated', { 期数: String(story.alert.readings) })
          : say(directory, 'escalated-unanswered', {}),
      级别: say(directory, story.alert.step === 'supervision' ? 'step-supervision' : 'step-head', {}),
      理由: reasonOf(story, directory),
    }),
  reminded: (story, directory) => say(directory, remindedAs(story), { 理由: reasonOf(story, directory) }),
  acknowledged: promise,
  closed: ending,
  withdrawn: (_, directory) => say(directory, 'verdict-withdrawn', {}),
}

const remindedAs = ({ answer, isOnlyRead }: Story): 'verdict-spoken-again' | 'verdict-only-read' | 'verdict-reminded' => {
  if (answer?.kind === 'silence') return 'verdict-spoken-again'
  return isOnlyRead ? 'verdict-only-read' : 'verdict-reminded'
}

function ending(story: Story, directory: Directory): string {
  const { outcome } = story.alert
  const 理由 = reasonOf(story, directory)
  if (isEnding(story)) return 理由
  return outcome === null ? say(directory, 'verdict-over', { 理由 }) : say(directory, 'verdict-closed', { 结果: OUTCOMES_ZH[outcome], 理由 })
}

/** Reasons that say themselves how the year ended. */
const isEnding = ({ assessment }: Story): boolean => ENDINGS.some((code) => code === assessment?.reason.code)

const ENDINGS: readonly ReasonCode[] = ['met', 'missed', 'no-figure-by-deadline']

function promise({ alert, answer }: Story, directory: Directory): string {
  const words = ({ by, reason, until }: { readonly by: string; readonly reason: string; readonly until: string }) => ({
    答复人: bureauName(directory, by),
    原因: reason,
    日期: sayDayZh(until),
  })
  if (answer?.kind === 'silence') return say(directory, 'verdict-silenced', words(answer))
  if (alert.acknowledged === null) return say(directory, 'verdict-answered', {})
  const { 答复人, 原因, 日期 } = words(alert.acknowledged)
  return alert.acknowledged.receiptOnly ? say(directory, 'verdict-receipt', { 答复人, 日期 }) : say(directory, 'verdict-acknowledged', { 答复人, 原因, 日期 })
}

/** The old figure beside the new one. */
function correction(story: Story, directory: Directory): string {
  const { before, subject, alert, assessment } = story
  if (before === null) return reasonOf(story, directory)
  const now: Before = { ...(assessment ?? alert.announced), outcome: assessment?.outcome ?? alert.outcome }
  return say(directory, 'verdict-corrected', {
    原结论: announced(before, subject, directory),
    新结论: announced(now, subject, directory),
    理由: reasonOf(story, directory),
  })
}

type Before = NonNullable<Story['before']>

/** The figure and the verdict on it: how the year ended, once it has. */
function announced({ period, light, done, outcome }: Before, { kind, unitExpanded }: Target, directory: Directory): string {
  const 结论 = outcome === null ? LIGHTS_ZH[light] : OUTCOMES_ZH[outcome]
  if (period === null) return say(directory, 'verdict-told', { 结论 })
  return say(directory, 'verdict-told-figure', { 期间: sayPeriodZh(period, kind), 数值: done === null ? '' : sayDoneZh(done, kind, unitExpanded ?? ''), 结论 })
}
