import { LIGHTS_ZH, type Light, OUTCOMES_ZH, type Outcome } from '@shixu/domain'

const COLOUR: Readonly<Record<Light, number>> = { red: 31, yellow: 33, green: 32, grey: 90 }

/** Worst first. */
export const LIGHTS: readonly Light[] = ['red', 'yellow', 'green', 'grey']

/** The light's name, in its colour on a terminal. */
export const sayLight = (light: Light, coloured: boolean): string => (coloured ? `\u001b[${COLOUR[light]}m${LIGHTS_ZH[light]}\u001b[0m` : LIGHTS_ZH[light])

export const sayOutcome = (outcome: Outcome | null): string => (outcome === null ? '' : OUTCOMES_ZH[outcome])
