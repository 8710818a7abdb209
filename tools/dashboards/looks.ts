import { GraphThresholdsStyleConfigBuilder, GraphThresholdsStyleMode } from '@grafana/grafana-foundation-sdk/common'
import {
  type DynamicConfigValue,
  FieldColorModeId,
  MappingType,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { COLOURS, LIGHTS } from './names.ts'

type Code = keyof typeof LIGHTS

const CODES = Object.keys(LIGHTS) as readonly Code[]
const NUMBERS: Readonly<Record<Code, string>> = { grey: '0', green: '1', yellow: '2', red: '3' }

/** Words for codes. */
export const wordsFor = (words: Readonly<Record<string, string>>): ValueMapping => ({
  type: MappingType.ValueToText,
  options: Object.fromEntries(Object.entries(words).map(([code, text], index) => [code, { text, index }])),
})

/** Texts with a colour each. */
export const painted = (colours: Readonly<Record<string, string>>): ValueMapping => ({
  type: MappingType.ValueToText,
  options: Object.fromEntries(Object.entries(colours).map(([text, color], index) => [text, { text, color, index }])),
})

/** A light by its code or its number, in its word and colour. */
export const LIGHT_MAPPING: ValueMapping = {
  type: MappingType.ValueToText,
  options: Object.fromEntries(
    CODES.flatMap((code, index) => [code, NUMBERS[code]].map((value) => [value, { text: LIGHTS[code], color: COLOURS[code], index }] as const)),
  ),
}

/** A field's fixed colour. */
export const colour = (fixedColor: string): DynamicConfigValue => ({ id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor } })

export const DASHED: DynamicConfigValue = { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } }

/** Columns or series of lights by their words. */
export const COLOURED_LIGHTS = Object.fromEntries(CODES.map((code) => [LIGHTS[code], [colour(COLOURS[code])]]))

/** Colours from a value on; the first from the lowest. */
export const steps = (first: string, ...rest: readonly (readonly [value: number, color: string])[]) =>
  new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ value: null, color: first }, ...rest.map(([value, color]): Threshold => ({ value, color }))])

/** Draws the steps as dashed lines across a graph, in their colours. */
export const asLines = () => new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed)

/** A cell with the background of its mapped colour. */
export const COLOURED_CELL: DynamicConfigValue = { id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } }

/** A column that only links read; by the name that the setting had before Grafana 12 and the one it has since. */
export const HIDDEN: DynamicConfigValue[] = [
  { id: 'custom.hidden', value: true },
  { id: 'custom.hideFrom.viz', value: true },
]

export const width = (pixels: number): DynamicConfigValue => ({ id: 'custom.width', value: pixels })
export const unit = (value: string): DynamicConfigValue => ({ id: 'unit', value })
export const mappings = (...value: readonly ValueMapping[]): DynamicConfigValue => ({ id: 'mappings', value })
export const LIGHT_CELL: DynamicConfigValue[] = [mappings(LIGHT_MAPPING), COLOURED_CELL, width(80)]
export const WRAPPED: DynamicConfigValue = { id: 'custom.cellOptions', value: { type: 'auto', wrapText: true } }

/** Series that the query names by codes, in words. */
export const inWords = (
  words: Readonly<Record<string, string>>,
  colours: Readonly<Record<string, string>> = {},
): Readonly<Record<string, readonly DynamicConfigValue[]>> =>
  Object.fromEntries(
    Object.entries(words).map(([code, text]) => {
      const paint = colours[code]
      return [code, [{ id: 'displayName', value: text }, ...(paint === undefined ? [] : [colour(paint)])]] as const
    }),
  )
