import { regionOf, type TargetKey, yearOf } from '@shixu/domain'

/** `420100/2024/foreign-trade` → region and year. */
export const partsOf = (target: TargetKey) => ({ target, region: regionOf(target), year: yearOf(target.slice(target.indexOf('/') + 1)) })
