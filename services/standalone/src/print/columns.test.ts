import { expect, test } from 'vitest'
import { columns } from './columns.ts'

test('Chinese characters are two wide, numbers stand to the right, and no line has a tail', () => {
  const table = columns(
    [{ head: '目标' }, { head: '完成', align: 'right' }, { head: '结果' }],
    [
      ['外贸进出口总额增速', '11.8%', '完成'],
      ['固定资产投资', '3.1%', ''],
    ],
  )
  expect(table).toBe(['目标                 完成  结果', '外贸进出口总额增速  11.8%  完成', '固定资产投资         3.1%'].join('\n'))
})
