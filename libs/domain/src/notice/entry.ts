import type { AlertEventType } from '../alert.ts'
import type { ReasonCode } from '../assessment.ts'
import { alertKey } from '../event-key.ts'
import type { Target } from '../target.ts'
import { sayDoneZh } from '../words/figure.ts'
import { LIGHTS_ZH, OUTCOMES_ZH } from '../words/light.ts'
import { sayDayZh, sayPeriodZh } from '../words/period.ts'
import { sayReason } from '../words.ts'
import { bureauName, type Directory, type Entry } from './page.ts'
import { rowsOf, sourceRows } from './rows.ts'
import type { Story } from './story.ts'

/** Whoever has to act on it gets all that he needs; who only has to know gets the verdict. */
export const isToBeDone = ({ alert, lead }: Story): boolean => alert.status === 'open' && lead !== 'acknowledged' && lead !== 'withdrawn'

/** What is said of one alert, and what is asked of the reader, unless that stands elsewhere. */
export function entryOf(story: Story, directory: Directory, ask: string | null): Entry {
  const { alert, subject, assessment } = story
  return {
    alert: isToBeDone(story) && alert.kind === 'pace' ? alertKey(alert.target, alert.kind) : null,
    light: assessment?.light ?? alert.announced.light,
    title: subject.nameZh,
    verdict: VERDICTS[story.lead]?.(story, directory) ?? reasonOf(story),
    rows: isToBeDone(story) ? rowsOf(story, directory, ask) : story.lead === 'corrected' ? sourceRows(story, directory) : [],
  }
}

const reasonOf = ({ assessment }: Story): string => (assessment === null ? '' : sayReason(assessment.reason).zh)

/** What comes before the reason, or in its place. */
const VERDICTS: Readonly<Partial<Record<AlertEventType, (story: Story, directory: Directory) => string>>> = {
  resolved: (story) => (story.alert.kind === 'pace' ? `${sayDayZh(story.alert.since)}以来的红灯解除。${reasonOf(story)}` : reasonOf(story)),
  corrected: (story) => `${correction(story)}${reasonOf(story)}`,
  escalated: (story) => `${story.alert.step === 'supervision' ? '提请督查室督办' : '提请单位负责人重视'}。${reasonOf(story)}`,
  reminded: (story) => `${story.answer?.kind === 'silence' ? '暂不通报期已过' : '承诺的日期已过'}，仍未解决。${reasonOf(story)}`,
  acknowledged: promise,
  closed: (story) => `${isEnding(story) ? '' : `全年${story.alert.outcome === null ? '结束' : OUTCOMES_ZH[story.alert.outcome]}。`}${reasonOf(story)}`,
  withdrawn: () => '该目标已从台账中撤销，不再研判。',
}

/** Reasons that say themselves how the year ended. */
const isEnding = ({ assessment }: Story): boolean => ENDINGS.some((code) => code === assessment?.reason.code)

const ENDINGS: readonly ReasonCode[] = ['met', 'missed', 'no-figure-by-deadline']

function promise({ alert, answer }: Story, directory: Directory): string {
  if (answer?.kind === 'silence') return `经${bureauName(directory, answer.by)}申请（${answer.reason}），至${sayDayZh(answer.until)}暂不通报。`
  if (alert.acknowledged === null) return '已收到答复。'
  const { by, reason, until } = alert.acknowledged
  return `${bureauName(directory, by)}已说明原因（${reason}），承诺${sayDayZh(until)}前解决。`
}

/** The old figure beside the new one. */
function correction({ before, subject, alert, assessment }: Story): string {
  if (before === null) return ''
  const now: Before = { ...(assessment ?? alert.announced), outcome: assessment?.outcome ?? alert.outcome }
  return `此前通报${announced(before, subject)}，现更正为${announced(now, subject)}。`
}

type Before = NonNullable<Story['before']>

/** The figure and the verdict on it: how the year ended, once it has. */
function announced({ period, light, done, outcome }: Before, { kind, unitExpanded }: Target): string {
  const figure = period === null ? '' : `${sayPeriodZh(period, kind)}${done === null ? '' : sayDoneZh(done, kind, unitExpanded ?? '')}、`
  return `“${figure}${outcome === null ? LIGHTS_ZH[light] : OUTCOMES_ZH[outcome]}”`
}
