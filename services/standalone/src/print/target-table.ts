import { type Assessment, type Light, sayAmount, sayReason, type Target } from '@shixu/domain'
import type { TargetState } from '@shixu/pipeline'
import { answeredOf } from './answered.ts'
import { columns } from './columns.ts'
import { LIGHTS, sayLight, sayOutcome } from './light.ts'

interface Row {
  readonly target: Target
  readonly assessment: Assessment
  /** What people said of it, and holds today. */
  readonly answered: string
}

const rowsOf = (states: Iterable<TargetState>): readonly Row[] =>
  [...states].flatMap((state) =>
    state.assessment === null ? [] : [{ target: state.declared.target, assessment: state.assessment, answered: answeredOf(state) }],
  )

const HEADS = [
  { head: '目标' },
  { head: '目标值', align: 'right' },
  { head: '最新期' },
  { head: '完成', align: 'right' },
  { head: '应完成', align: 'right' },
  { head: '预计', align: 'right' },
  { head: '未完成概率', align: 'right' },
  { head: '结果' },
  { head: '理由' },
] as const

const amount = ({ unitExpanded }: Target, value: number | null): string => (value === null || unitExpanded === null ? '' : sayAmount(value, unitExpanded))

const BEFORE = { 'at-least': '', above: '>', about: '约', 'at-most': '≤' } as const

const goal = (target: Target): string =>
  target.kind === 'milestone' ? (target.due ?? '') : `${BEFORE[target.comparator ?? 'at-least']}${amount(target, target.valueExpanded)}`

const cells = ({ target, assessment: a, answered }: Row): readonly string[] => [
  target.nameZh,
  goal(target),
  a.period ?? '',
  amount(target, a.done),
  amount(target, a.paceDue),
  amount(target, a.forecast),
  a.pMiss === null ? '' : `${Math.floor(a.pMiss * 100 + 1e-9)}%`,
  sayOutcome(a.outcome),
  `${sayReason(a.reason).zh}${answered === '' ? '' : `【${answered}】`}`,
]

/** All targets that are judged, by light, worst first, with pace, forecast, outcome, reason and what was answered. */
export const targetTable = (states: Iterable<TargetState>, coloured: boolean): string => {
  const rows = rowsOf(states)
  return LIGHTS.flatMap((light: Light) => {
    const lit = rows.filter(({ assessment }) => assessment.light === light)
    return lit.length === 0 ? [] : [`${sayLight(light, coloured)} ${lit.length}项\n${columns(HEADS, lit.map(cells))}`]
  }).join('\n\n')
}
