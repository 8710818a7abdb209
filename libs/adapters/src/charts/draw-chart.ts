import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { renderAsync } from '@resvg/resvg-js'
import type { Words } from '@shixu/domain'
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import type { Course } from './chart-lines.ts'
import { chartOption, SIZE } from './chart-option.ts'
import { openFaces, withOutlines } from './text-paths.ts'

use([LineChart, GridComponent, LegendComponent, TitleComponent, LabelLayout, SVGRenderer])

const require = createRequire(import.meta.url)
const FONTS = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts')

const faces = openFaces({ regular: join(FONTS, 'NotoSansHans-Regular.otf'), bold: join(FONTS, 'NotoSansHans-Bold.otf') })

/** Twice the points, so that it is sharp on a phone. */
const SHARPNESS = 2

/** The picture as PNG. Heavy to load, fonts and all: `createCharts` imports it where something is really drawn. */
export async function drawChart(event: Course, words: Words): Promise<Buffer> {
  const svg = withOutlines(svgOf(event, words), faces)
  const rendered = await renderAsync(svg, { fitTo: { mode: 'width', value: SIZE.width * SHARPNESS }, font: { loadSystemFonts: false } })
  return rendered.asPng()
}

function svgOf(event: Course, words: Words): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE })
  try {
    chart.setOption(chartOption(event, words))
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
