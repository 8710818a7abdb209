import type { Light, Outcome } from '@shixu/domain'

const LIGHT_ZH: Readonly<Record<Light, string>> = { red: '红灯', yellow: '黄灯', green: '绿灯', grey: '灰灯' }
const LIGHT_COLOUR: Readonly<Record<Light, number>> = { red: 31, yellow: 33, green: 32, grey: 90 }
const OUTCOME_ZH: Readonly<Record<Outcome, string>> = { met: '完成', missed: '未完成', unknown: '无法认定' }

/** Worst first. */
export const LIGHTS: readonly Light[] = ['red', 'yellow', 'green', 'grey']

/** The light's name, in its colour on a terminal. */
export const sayLight = (light: Light, coloured: boolean): string => (coloured ? `\u001b[${LIGHT_COLOUR[light]}m${LIGHT_ZH[light]}\u001b[0m` : LIGHT_ZH[light])

export const sayOutcome = (outcome: Outcome | null): string => (outcome === null ? '' : OUTCOME_ZH[outcome])
