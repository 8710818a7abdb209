import type { Assessment, Reason, ReasonCode } from './assessment.ts'
import type { Words } from './notice/wording.ts'
import type { ReasonParams } from './reason.ts'
import { sayChanceEn, sayChanceZh } from './words/chance.ts'
import { REASONS_EN } from './words/reasons-en.ts'
import { REASONS_ZH } from './words/reasons-zh.ts'
import { type Manner, sayRunRateEn, sayRunRateZh } from './words/run-rate.ts'

/** The same in Chinese, for those who answer for a target, and in English, for those who run the system. */
export interface Said {
  readonly zh: string
  readonly en: string
}

/** Why a light has its colour, as one sentence: the verdict first, then its figures. */
export function sayReason<C extends ReasonCode>(reason: Reason & { readonly code: C }): Said {
  const params = reason.params as unknown as ReasonParams[C]
  return { zh: REASONS_ZH[reason.code](params, {}), en: REASONS_EN[reason.code](params) }
}

/** The Chinese sentence alone, in the words of a region. */
export const sayReasonZh = <C extends ReasonCode>(reason: Reason & { readonly code: C }, words: Words): string =>
  REASONS_ZH[reason.code](reason.params as unknown as ReasonParams[C], words)

/** How likely a target is to be missed, in words with the number (0 to 1). */
export const sayChance = (pMiss: number): Said => ({ zh: sayChanceZh(pMiss), en: sayChanceEn(pMiss) })

/** What the rest of the year needs, in the unit of the target's levels; null where it needs nothing more or that cannot be told. */
export function sayRunRate(assessment: Assessment, manner: Manner): Said | null {
  const zh = sayRunRateZh(assessment, manner)
  const en = sayRunRateEn(assessment, manner)
  return zh === null || en === null ? null : { zh, en }
}
