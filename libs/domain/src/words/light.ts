import type { Light, Outcome } from '../assessment.ts'

export const LIGHTS_ZH: Readonly<Record<Light, string>> = { red: '红灯', yellow: '黄灯', green: '绿灯', grey: '未研判' }

export const OUTCOMES_ZH: Readonly<Record<Outcome, string>> = { met: '已完成', missed: '未完成', unknown: '结果未知' }
