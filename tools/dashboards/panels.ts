import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog'
import {
  BigValueColorMode,
  BigValueTextMode,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TableCellHeight,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common'
import { type DynamicConfigValue, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat'
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table'
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries'

/** What every panel says of itself: a title, what question it answers, its size in the grid of 24 columns. */
export interface Frame {
  readonly title: string
  readonly about: string
  readonly span: number
  readonly height: number
  /** What stands there where nothing is found. */
  readonly empty?: string
}

/** Properties of fields by their names; of a later name over an earlier one. */
export type Overrides = Readonly<Record<string, readonly DynamicConfigValue[]>>

export const row = (title: string): RowBuilder => new RowBuilder(title)

interface Framed {
  title(text: string): this
  description(text: string): this
  span(columns: number): this
  height(rows: number): this
  targets(queries: Builder<Dataquery>[]): this
  noValue(text: string): this
  overrideByName(name: string, properties: DynamicConfigValue[]): this
}

/** Gives a panel its frame, what it asks, and how its fields look. */
export const framed = <P extends Framed>(panel: P, frame: Frame, { asks, looks = {} }: { asks: readonly Builder<Dataquery>[]; looks?: Overrides }): P => {
  panel
    .title(frame.title)
    .description(frame.about)
    .span(frame.span)
    .height(frame.height)
    .noValue(frame.empty ?? '所选时间内没有数据')
    .targets([...asks])
  for (const [name, properties] of Object.entries(looks)) panel.overrideByName(name, [...properties])
  return panel
}

export interface Asked {
  readonly asks: readonly Builder<Dataquery>[]
  readonly looks?: Overrides
}

/** Lines over time, with the legend's newest values. */
export const lines = (frame: Frame, asked: Asked): TimeseriesBuilder =>
  framed(new TimeseriesBuilder(), frame, asked)
    .lineWidth(2)
    .fillOpacity(0)
    .lineInterpolation(LineInterpolation.Linear)
    .showPoints(VisibilityMode.Auto)
    .legend(new VizLegendOptionsBuilder().displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).showLegend(true).calcs([]))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))

/** Areas that add up to the whole. */
export const areas = (frame: Frame, asked: Asked): TimeseriesBuilder =>
  lines(frame, asked).fillOpacity(60).lineWidth(0).showPoints(VisibilityMode.Never).stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))

const UNSAID: DynamicConfigValue = { id: 'noValue', value: '—' }

/** Rows as the query gives them. A cell without a value has a dash: without that, what the panel says where it is empty would stand in it. */
export const table = (frame: Frame, { asks, looks }: Asked): TableBuilder =>
  framed(new TableBuilder().overrideByRegexp('/.*/', [UNSAID]), frame, { asks, ...(looks && { looks }) })
    .showHeader(true)
    .cellHeight(TableCellHeight.Sm)

/** One big value a field of numbers, or a series. A query gives one row: the newest of a field is shown. */
export const numbers = (frame: Frame, asked: Asked): StatBuilder =>
  framed(new StatBuilder(), { empty: '—', ...frame }, asked)
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
    .colorMode(BigValueColorMode.Value)
    .textMode(BigValueTextMode.ValueAndName)

/** The same of texts too. */
export const texts = (frame: Frame, asked: Asked): StatBuilder =>
  numbers(frame, asked).reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields('/.*/'))
