import { expect, it } from 'vitest'
import { exportTargets } from './export-targets.ts'
import { loadRegistry } from './load-registry.ts'
import { sampleWith } from './sample-files.ts'

const exported = () => {
  const loaded = loadRegistry(sampleWith())
  return loaded.ok ? exportTargets(loaded.registry).map((target) => JSON.stringify(target)) : []
}

it('a target is exported with the keys and in the order that other programs read', () => {
  expect(exported()[1]).toBe(
    '{"id":"vehicles","region":"999902","year":2024,"name_zh":"新能源汽车产量","name_en":"Electric vehicles","kind":"count","comparator":"above","value":50,"unit":"万辆",' +
      '"value_expanded":500000,"qualifier":null,"firmness":"firm","citation":{"section":"(一)","sentence":"外贸进出口总额增长8%,新能源汽车产量突破50万辆。","start":12,' +
      '"anchor":"50万辆","anchor_offset":33},"lead_bureau":"industry","supporting_bureaus":[],"members":[]}',
  )
})

it('a milestone has no comparator, value or unit', () => {
  expect(JSON.parse(exported()[2] ?? '')).toMatchObject({ comparator: null, value: null, unit: null, value_expanded: null, members: ['示例大桥'] })
})
