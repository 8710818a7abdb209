import { asLines, COLOURED_LIGHTS, colour, inWords, steps } from './looks.ts'
import { COLOURS, KINDS, LIGHTS } from './names.ts'
import { areas, lines } from './panels.ts'
import { countOf, lowestAtTheEnd, recorded } from './promql.ts'
import { metric } from './queries.ts'

const CHOSEN_BUREAUS = 'lead_bureau=~"$bureau"'

const overTime = areas(
  { title: '红黄绿灯随时间', about: '每一天当时已知的灯：那天的数字，那天的研判。', span: 12, height: 9 },
  {
    asks: (['red', 'yellow', 'green', 'grey'] as const).map((light, index) => metric(countOf(light, CHOSEN_BUREAUS), light, 'ABCD'[index])),
    looks: inWords(LIGHTS, COLOURS),
  },
).decimals(0)

const ratios = lines(
  { title: '落后最多的目标', about: '完成数与时序应达数之比，1是正好在时序进度线上；取所选时间末最低的十个。', span: 12, height: 9 },
  {
    asks: [metric(lowestAtTheEnd(10, 'shixu_target_pace_ratio', CHOSEN_BUREAUS), '{{name}}')],
  },
)
  .unit('percentunit')
  .thresholds(steps('red', [1, 'green']))
  .thresholdsStyle(asLines())

const whole = lines(
  {
    title: '全地区的进度和灯',
    about: '加权进度是完成数占时序应达数的份额（各项最多算1，必成的权重1，力争的一半）；灯的份额以全部目标计，含未研判的。不随所选单位变。',
    span: 12,
    height: 9,
  },
  {
    asks: [
      metric(recorded('shixu:region_progress:weighted'), '加权进度', 'A'),
      metric(recorded('shixu:region_targets:share', 'light="red"'), '红灯', 'B'),
      metric(recorded('shixu:region_targets:share', 'light="yellow"'), '黄灯', 'C'),
      metric(recorded('shixu:region_targets:share', 'light="green"'), '绿灯', 'D'),
    ],
    looks: { ...COLOURED_LIGHTS, 加权进度: [colour('blue'), { id: 'custom.lineWidth', value: 3 }] },
  },
)
  .unit('percentunit')
  .min(0)
  .max(1)

const kinds = lines(
  { title: '各类目标的红灯份额', about: '每一类目标里红灯占多少：哪一类总是落后。不随所选单位变。', span: 12, height: 9 },
  { asks: [metric(recorded('shixu:kind_targets:share', 'light="red"'), '{{kind}}')], looks: inWords(KINDS) },
)
  .unit('percentunit')
  .min(0)

/** How the lights went, day by day, as they were known then. */
export const course = { overTime, ratios, whole, kinds }
