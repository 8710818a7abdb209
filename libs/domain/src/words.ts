import type { Assessment } from './assessment.ts'
import type { Target } from './target.ts'

/** The same sentence in Chinese, for those who answer for a target, and in English, for those who run the system. */
export interface Said {
  readonly zh: string
  readonly en: string
}

/** Why the light has its colour, as one sentence with its figures. */
export const sayReason = ({ reason }: Assessment, target: Target): Said => ({ zh: `${target.nameZh}：${reason.code}`, en: `${target.nameEn}: ${reason.code}` })
