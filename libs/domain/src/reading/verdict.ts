import type { Assessment, Outcome, PresetVerdict, Reason } from '../assessment.ts'
import { isBehind, isMet } from '../goal.ts'
import { forecastLight, type Lit } from '../light/forecast-light.ts'
import { BELOW, type LightMemory, READ } from '../light/memory.ts'
import type { PresetCase } from '../light/presets/preset.ts'
import { isBelowPace } from '../light/presets/sanya-2022.ts'
import { presetsOf } from '../light/presets.ts'
import type { PresetName } from '../preset-name.ts'
import { because } from '../reason.ts'
import type { Aim, Reading } from './reading.ts'
import { endingOf, standingOf } from './standing.ts'

/** The light of one reading, with all that explains it. */
export interface Verdict extends Pick<Assessment, 'light' | 'outcome' | 'presets' | 'reason'> {
  readonly memory: LightMemory
}

/** Judges a reading after those that `before` remembers; null where it shows nothing: a bound below what is due, or a level without any line. */
export function judge(aim: Aim, reading: Reading, before: LightMemory): Verdict | null {
  const isAtGoal = isMet(aim.goal, reading.done, reading.half)
  if (reading.month === 12) return atYearEnd(aim, reading, { isAtGoal, before })
  const { outlook, due, exact, done, half } = reading
  // What is to stay below a limit, and growth, can be lost again; what has accumulated cannot.
  const reached = isAtGoal && aim.goal.sign > 0 && aim.target.kind !== 'growth'
  const behind = due !== null && isBehind(aim.goal, { done, due, half })
  const pMiss = outlook?.pMiss ?? null
  if (!exact && !reached && (behind || (pMiss ?? 0) >= 0.5)) return null
  if (outlook === null && due === null && !reached) return null
  // What is not exact shows nothing bad, so neither that what is reached may be lost again.
  const lit = forecastLight({ pMiss: exact ? pMiss : null, behind, reached, hasHistory: outlook?.hasHistory ?? false }, before)
  const outcome = reached && isSum(aim) ? 'met' : null
  return lightOf(aim, reading, { lit, outcome, before, reached })
}

const isSum = ({ target: { kind } }: Aim): boolean => kind === 'amount' || kind === 'count'

/** Twelve months in, the figure itself decides. */
function atYearEnd(aim: Aim, reading: Reading, { isAtGoal, before }: { readonly isAtGoal: boolean; readonly before: LightMemory }): Verdict | null {
  if (!isAtGoal && !reading.exact) return null
  const code = isAtGoal ? 'met' : 'missed'
  return {
    light: isAtGoal ? 'green' : 'red',
    outcome: code,
    presets: presetsOf(caseOf(aim, reading, before)),
    reason: because(code, endingOf(aim, reading)),
    memory: READ,
  }
}

interface Weighing {
  readonly lit: Lit
  readonly outcome: Outcome | null
  readonly before: LightMemory
  readonly reached: boolean
}

/** By the forecast, or by the rule that the region chose, where it applies. What is reached is never red. */
function lightOf(aim: Aim, reading: Reading, { lit, outcome, before, reached }: Weighing): Verdict {
  const preset = caseOf(aim, reading, before)
  const presets = presetsOf(preset)
  const memory = lit.memory | (isBelowPace(preset) ? BELOW : 0)
  const { lightBy } = aim.target
  const chosen = lightBy === 'forecast' ? null : presets[lightBy]
  if (lightBy === 'forecast' || chosen === null || chosen.light === null || (reached && chosen.light === 'red')) {
    return { light: lit.light, outcome, presets, reason: because(lit.code, standingOf(aim, reading)), memory }
  }
  return { light: chosen.light, outcome, presets, reason: byPreset(aim, reading, { preset: lightBy, why: chosen.why }), memory }
}

const byPreset = (aim: Aim, reading: Reading, { preset, why }: { readonly preset: PresetName; readonly why: PresetVerdict['why'] }): Reason =>
  because('preset', { ...standingOf(aim, reading), preset, why })

const caseOf = ({ target, goal, month }: Aim, { done, half, due, start }: Reading, before: LightMemory): PresetCase => ({
  kind: target.kind,
  sign: goal.sign,
  month,
  done: done + goal.sign * half,
  goal: goal.value,
  due,
  start,
  belowBefore: (before & BELOW) !== 0,
})
