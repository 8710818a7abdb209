import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TitleComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { FONT } from './option.ts'

use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, SVGRenderer])

const SIZE = { width: 1000, height: 520 }
const PIXELS = 1_600
const FONTS = join(dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '..', 'fonts')

/** A picture of what ECharts is told, as PNG. */
export const drawPng = (option: EChartsCoreOption): Buffer => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  const fontFiles = ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf'].map((file) => join(FONTS, file))
  return new Resvg(svg, { fitTo: { mode: 'width', value: PIXELS }, font: { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT } }).render().asPng()
}
