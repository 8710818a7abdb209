import {
  type AlertEvent,
  type Assessment,
  BOUNDS_ZH,
  COVERAGES_ZH,
  type Command,
  type Delivery,
  FIRMNESS_ZH,
  type KeptLetter,
  LIGHTS_ZH,
  MEASURES_ZH,
  METHODS_ZH,
  type Observation,
  PACE_LINES_ZH,
  PRESET_NAMES,
  REASONS_IN_SHORT_ZH,
  type Registry,
  type Step,
  sayAmount,
  sayBasisZh,
  sayGoalZh,
  sayPresetWhyZh,
  sayPresetZh,
  sayReason,
  sayRunRate,
  type Target,
} from '@shixu/domain'
import type { TargetState } from '@shixu/pipeline'
import { alertLine, answerWords, STEPS_ZH } from './alert-line.ts'
import { columns } from './columns.ts'
import { triedWords } from './delivery-words.ts'
import { sayLight, sayOutcome } from './light.ts'

/** All that is known of one target on a day. */
export interface Explanation {
  readonly registry: Registry
  readonly state: TargetState
  /** Every vintage of its indicator that was known, in order of period and publication. */
  readonly vintages: readonly Observation[]
  readonly assessments: readonly Assessment[]
  readonly alerts: readonly AlertEvent[]
  /** What people answered by then. */
  readonly commands: readonly Command[]
  readonly deliveries: readonly Delivery[]
  readonly letters: readonly KeptLetter[]
  readonly coloured: boolean
}

const section = (title: string, body: string): string => (body === '' ? '' : `\n${title}\n${body}`)

const figure = (target: Target, value: number | null): string => (value === null || target.unitExpanded === null ? '' : sayAmount(value, target.unitExpanded))

/** A bureau by its name; people who are none stand as they were written. */
const naming =
  ({ bureaus }: Registry) =>
  (id: string): string =>
    bureaus.find((each) => each.id === id)?.nameZh ?? id

const promise = ({ nameZh, nameEn, citation, lead, supporting, firmness }: Target, registry: Registry): string => {
  const bureau = naming(registry)
  const basis = lead.basis === 'assumed' ? '（按职责推定）' : ''
  const others = supporting.length === 0 ? '' : `；配合：${supporting.map((each) => bureau(each.bureau)).join('、')}`
  return [
    `${nameZh}  ${nameEn}（${FIRMNESS_ZH[firmness]}）`,
    `《${registry.document.title}》${citation.section}，第${citation.anchorOffset}字“${citation.anchor}”：${citation.sentence}`,
    `牵头：${bureau(lead.bureau)}${basis}${others}`,
  ].join('\n')
}

const reckoning = ({ state: { declared, assessment: a, overdue }, coloured }: Explanation): string => {
  if (a === null) return ''
  const { target, indicator } = declared
  const unit = target.kind === 'growth' ? indicator.unit : (target.unitExpanded ?? indicator.unit)
  return [
    `${sayLight(a.light, coloured)}${overdue ? ' 数据逾期' : ''} ${sayOutcome(a.outcome)}  ${sayReason(a.reason).zh}`,
    [goalOf(target), paceOf(target, a)].filter(Boolean).join('；'),
    forecastOf(target, a),
    // A year that is over asks for nothing more.
    a.outcome === null ? (sayRunRate(a, { kind: target.kind, unit })?.zh ?? '') : '',
  ]
    .filter(Boolean)
    .join('\n')
}

const goalOf = (target: Target): string => {
  const goal = sayGoalZh(target)
  return goal === null ? '' : `目标 ${goal}`
}

/** A milestone has a day and no line, and what is not judged has neither. */
const paceOf = (target: Target, { period, done, paceLine, paceDue }: Assessment): string =>
  done === null
    ? ''
    : `截至 ${period ?? '—'} 完成 ${figure(target, done)}${paceDue === null ? '' : `，进度线（${PACE_LINES_ZH[paceLine]}）${figure(target, paceDue)}`}`

const forecastOf = (target: Target, { method, forecast, forecastLow, forecastHigh, pMiss, rebased }: Assessment): string => {
  if (forecast === null) return ''
  const range = forecastLow === null ? '' : `（八成把握：${figure(target, forecastLow)}—${figure(target, forecastHigh)}）`
  const base = rebased === null ? '' : `；上年基数已按公布增速调整 ×${rebased.toFixed(4)}`
  return `预测（${METHODS_ZH[method]}）${figure(target, forecast)}${range}${pMiss === null ? '' : `，未完成概率 ${pMiss.toFixed(3)}`}${base}`
}

const figuresTable = ({ vintages, registry }: Explanation): string =>
  vintages.length === 0
    ? ''
    : columns(
        [{ head: '期' }, { head: '口径' }, { head: '数值', align: 'right' }, { head: '程度' }, { head: '公布' }, { head: '性质' }, { head: '来源' }],
        vintages.map((each) => [
          each.period,
          `${COVERAGES_ZH[each.coverage]}${MEASURES_ZH[each.measure]}`,
          each.written,
          BOUNDS_ZH[each.bound],
          `${each.published}${each.publishedBasis === 'assumed' ? '（推定）' : ''}`,
          sayBasisZh(each.basis),
          each.reportedBy === undefined ? each.source : `${naming(registry)(each.reportedBy)}：${each.evidence ?? ''}`,
        ]),
      )

const history = (target: Target, assessments: readonly Assessment[]): string =>
  columns(
    [
      { head: '期' },
      { head: '灯' },
      { head: '完成', align: 'right' },
      { head: '应完成', align: 'right' },
      { head: '预测', align: 'right' },
      { head: '概率', align: 'right' },
      { head: '理由' },
    ],
    assessments.map((a) => [
      a.period ?? '—',
      LIGHTS_ZH[a.light],
      figure(target, a.done),
      figure(target, a.paceDue),
      figure(target, a.forecast),
      a.pMiss === null ? '' : a.pMiss.toFixed(2),
      REASONS_IN_SHORT_ZH[a.reason.code],
    ]),
  )

const presets = ({ presets: verdicts }: Assessment): string =>
  columns(
    [{ head: '规则' }, { head: '灯' }, { head: '说明' }],
    PRESET_NAMES.map((name) => {
      const { light, why } = verdicts[name]
      return [sayPresetZh(name), light === null ? '—' : LIGHTS_ZH[light], sayPresetWhyZh(why)]
    }),
  )

const named = (command: Command, registry: Registry): Command => ({ ...command, by: naming(registry)(command.by) })

const alertLines = ({ alerts, registry }: Explanation): string =>
  alerts.map(({ command, ...event }) => alertLine(command ? { ...event, command: named(command, registry) } : event)).join('\n')

const deliveryLines = ({ deliveries, registry }: Explanation): string =>
  deliveries
    .map(({ day, recipient, bureau, subject, ...tried }) => {
      const step = recipient.split('/').at(-1) as Step
      return `${day}  ${naming(registry)(bureau)} ${STEPS_ZH[step] ?? step}  ${triedWords(tried)}  ${subject}`
    })
    .join('\n')

/** The whole reckoning of one target, on one screen. */
export const explanation = (all: Explanation): string => {
  const { target } = all.state.declared
  return [
    promise(target, all.registry),
    section('研判', reckoning(all)),
    section('已知数据', figuresTable(all)),
    section('各期研判', history(target, all.assessments)),
    section('答复与静默', all.commands.map((command) => answerWords(named(command, all.registry))).join('\n')),
    section('各规则的灯', all.state.assessment ? presets(all.state.assessment) : ''),
    section('预警经过', alertLines(all)),
    section('已告知', deliveryLines(all)),
    section('未收录的数据', all.letters.map(({ id, letter }) => `${id}  ${letter.place}  ${letter.reason}`).join('\n')),
  ]
    .filter(Boolean)
    .join('\n')
}
