import { ALERT_WHYS, type AlertWhy } from '@shixu/domain'
import { z } from 'zod'

/** Region code, indicator, target: parts of keys, so no slash and no space. */
export const idWord = z.string().regex(/^[^/\s]{1,80}$/u, 'must be 1 to 80 characters without slash or space')
export const targetKeyWord = z.string().regex(/^[^/\s]+\/\d{4}\/[^/\s]+$/u, 'must be region/year/id')
export const periodWord = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u, 'must be a month like 2024-06')
export const dayWord = z.iso.date('must be a day like 2024-07-01')
export const text = z.string()
export const nullableNumber = z.number().nullable()
export const measureWord = z.enum(['level', 'growth', 'share', 'done'])
export const coverageWord = z.enum(['ytd', 'month', 'quarter', 'point'])
export const boundWord = z.enum(['exact', 'at-least', 'about', 'estimate'])
export const kindWord = z.enum(['growth', 'amount', 'count', 'stock', 'share', 'milestone'])
export const comparatorWord = z.enum(['at-least', 'above', 'about', 'at-most'])
export const firmnessWord = z.enum(['firm', 'strive', 'progress', 'scope'])
export const lightWord = z.enum(['grey', 'green', 'yellow', 'red'])
export const outcomeWord = z.enum(['met', 'missed', 'unknown'])
export const stepWord = z.enum(['liaison', 'head', 'supervision'])
export const alertKindWord = z.enum(['pace', 'report-due', 'overdue', 'past-due'])
export const alertEventWord = z.enum(['raised', 'eased', 'worsened', 'resolved', 'corrected', 'escalated', 'acknowledged', 'reminded', 'closed', 'withdrawn'])
export const alertWhyWord = z.enum(Object.keys(ALERT_WHYS) as [AlertWhy, ...AlertWhy[]])
