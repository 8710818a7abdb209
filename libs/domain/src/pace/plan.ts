import type { Period } from '../period.ts'
import type { Target } from '../target.ts'

/** What the registry's plan asks by the end of a period: its newest point at or before it; null before the first, and without a plan. */
export const planned = ({ plan }: Pick<Target, 'plan'>, period: Period): number | null => plan?.findLast((point) => point.period <= period)?.value ?? null

export const hasPlan = ({ plan }: Pick<Target, 'plan'>): boolean => plan !== null && plan.length > 0
