import { anIndicator } from '@shixu/testkit'
import { expect, test } from 'vitest'
import { readAmount, unitOfHeader } from './amount.ts'

const yuan = anIndicator({ unit: '元' })
const cars = anIndicator({ unit: '辆' })
const read = (indicator: typeof yuan, measure: 'level' | 'growth' | 'share' | 'done', [value, unit = '', header = '']: readonly string[]) =>
  readAmount({ value: value ?? '', unit, header }, { indicator, measure })

test.each([
  [yuan, 'level', ['806.7', '亿元'], 80_670_000_000, 10_000_000, '806.7亿元'],
  [yuan, 'level', ['1,806.70', '亿元'], 180_670_000_000, 1_000_000, '1,806.70亿元'],
  [yuan, 'level', ['806.7亿元'], 80_670_000_000, 10_000_000, '806.7亿元'],
  [yuan, 'level', ['806.7 亿元', '亿元', '亿元'], 80_670_000_000, 10_000_000, '806.7亿元'],
  [yuan, 'level', ['806.7', '', '亿元'], 80_670_000_000, 10_000_000, '806.7亿元'],
  [yuan, 'level', ['-3.5', '亿元'], -350_000_000, 10_000_000, '-3.5亿元'],
  [yuan, 'level', ['－３．５', '亿元'], -350_000_000, 10_000_000, '-3.5亿元'],
  [yuan, 'level', ['−3.5', '亿元'], -350_000_000, 10_000_000, '−3.5亿元'],
  [cars, 'level', ['14.6', '万辆'], 146_000, 1_000, '14.6万辆'],
  [cars, 'growth', ['8.0'], 8, 0.1, '8.0%'],
  [cars, 'growth', ['-1.9%', '%'], -1.9, 0.1, '-1.9%'],
  [cars, 'share', ['53', '%'], 53, 1, '53%'],
  [cars, 'done', ['完成'], 1, 1, '完成'],
  [cars, 'done', ['1'], 1, 1, '完成'],
] as const)('%# is read with its unit and its last digit', (indicator, measure, cells, value, step, written) => {
  expect(read(indicator, measure, cells)).toMatchObject({ value: { value, step, written } })
})

test.each([
  ['a unit of another kind', yuan, 'level', ['806.7', '万户'], 'wrong-unit', 'has its level in 元, but "万户" is 户'],
  ['another currency', yuan, 'level', ['806.7', '亿美元'], 'wrong-unit', '美元'],
  ['cell against column', yuan, 'level', ['806.7万元', '亿元'], 'wrong-unit', '"万元" in one place and "亿元" in another'],
  ['column against header', yuan, 'level', ['806.7', '万元', '亿元'], 'wrong-unit', '"万元" in one place and "亿元" in another'],
  ['a growth in percentage points', yuan, 'growth', ['0.3', '个百分点'], 'wrong-unit', '个百分点'],
  ['a level in per cent', yuan, 'level', ['8', '%'], 'wrong-unit', '"%" is %'],
  ['a hybrid unit', yuan, 'level', ['806.7', 'billion yuan'], 'wrong-unit', 'billion yuan'],
  ['no unit of a level', yuan, 'level', ['806.7'], 'no-unit', 'constants.unit'],
  ['words', yuan, 'level', ['约806', '亿元'], 'not-a-number', '806'],
  ['words alone', yuan, 'level', ['持平', '亿元'], 'not-a-number', '持平'],
  ['what Excel makes of long numbers', yuan, 'level', ['2.1E+12', '元'], 'not-a-number', '2.1E+12'],
  ['two points', yuan, 'level', ['8.0.6', '亿元'], 'not-a-number', '8.0.6'],
  ['a decimal comma', yuan, 'level', ['8,5', '亿元'], 'not-a-number', '8,5'],
  ['a milestone that is not quite done', cars, 'done', ['0.5'], 'not-a-number', '完成'],
] as const)('%s is refused', (_what, indicator, measure, cells, code, reason) => {
  expect(read(indicator, measure, cells)).toMatchObject({ code, reason: expect.stringContaining(reason) })
})

test.each([
  ['金额（亿元）', '亿元'],
  ['增速(%)', '%'],
  ['增速(同比)', ''],
  ['数值', ''],
  ['产量 (万辆) ', '万辆'],
])('the header %s says the unit "%s"', (header, unit) => expect(unitOfHeader(header)).toBe(unit))
