import { expect, test } from 'vitest'
import { askJson, askShixu, newFolder, startShixu } from './test/ask-shixu.ts'
import { inventSeed } from './test/invented-seed.ts'

const FEED = (names: string) => `feeds:
  - id: office
    name_zh: 统计月报(虚构)
    format: table
    location: file:data/office.csv
    schedule: "0 10 * * *"
    options:
      columns: { indicator: 指标, period: 截至月份, value: 数值, unit: 单位, published: 公布日期 }
      constants: { coverage: ytd, measure: level }
      names: { 招商引资实际到位资金: investment-attracted${names} }
`
const HEAD = '指标,截至月份,数值,单位,公布日期'
const GOOD = '招商引资实际到位资金,2024-06,41.5,亿元,2024-07-16'
const UNMAPPED = '规模以上项目开工,2024-06,52,个,2024-07-16'
const WRONG_UNIT = '招商引资实际到位资金,2024-09,61.2,套,2024-10-16'
const MENDED = '招商引资实际到位资金,2024-09,61.2,亿元,2024-10-16'

interface Letter {
  readonly id: string
  readonly letter: { readonly place: string; readonly code: string; readonly reason: string; readonly bytes: string }
  readonly closed: { readonly as: string; readonly why: string } | null
}

test('what is refused is listed and shown; it is read again once the map is right, or dropped; the rest goes on', { timeout: 120_000 }, async () => {
  const seed = inventSeed(FEED(''))
  const at = ['--region', seed.folder]
  const settings = { SHIXU_STATE: newFolder(), SHIXU_PORT: '0' }
  const letters = (...more: readonly string[]) => askJson<Letter>(settings, 'deadletters', 'list', ...at, ...more)
  const done = async (id: string) =>
    (await askJson<{ target: string; done: number | null }>(settings, 'targets', ...at)).find(({ target }) => target === id)?.done
  const live = async (work: () => Promise<void>) => {
    const service = startShixu(settings, 'run', ...at)
    await service.url()
    await work()
    service.signal('SIGTERM')
    expect(await service.ended).toEqual({ exit: 0, signal: null })
  }

  seed.data('office.csv', [HEAD, GOOD, UNMAPPED, WRONG_UNIT].join('\n'))
  await live(async () => {
    await expect
      .poll(async () => (await letters()).map(({ letter: { place, code } }) => [place, code]))
      .toEqual([
        ['office.csv:3', 'unknown-indicator'],
        ['office.csv:4', 'wrong-unit'],
      ])
    expect(await done('investment-attracted')).toBe(4_150_000_000)
  })

  const [unmapped, unit] = (await letters()) as [Letter, Letter]
  expect((await askShixu(settings, 'deadletters', 'list', ...at)).said.join('\n')).toMatch(
    /office\.csv:3 +unknown-indicator +规模以上项目开工 +open +the registry has no indicator/u,
  )
  const shown = await askShixu(settings, 'deadletters', 'show', unmapped.id, ...at)
  expect(shown.said.join('\n')).toContain(`bytes     ${JSON.stringify(UNMAPPED)}`)
  expect(shown.said.join('\n')).toMatch(/state +open/u)
  expect((await askShixu(settings, 'explain', 'investment-attracted', ...at)).said.join('\n')).toMatch(/未收录的数据\n.*office\.csv:4/u)

  const refused = await askShixu(settings, 'deadletters', 'retry', unmapped.id, ...at)
  expect(refused).toMatchObject({ exit: 1, said: [], told: [expect.stringContaining('the registry has no indicator "规模以上项目开工"')] })
  expect(await askShixu(settings, 'deadletters', 'retry', 'nothing', ...at)).toMatchObject({ exit: 1, told: ['shixu: there is no dead letter nothing'] })

  seed.feeds(FEED(', 规模以上项目开工: project-starts'))
  expect(await askShixu(settings, 'deadletters', 'retry', unmapped.id, ...at)).toMatchObject({ exit: 0, said: [`${unmapped.id}: ingested`] })
  expect(await done('project-starts')).toBe(52)
  expect((await letters()).map(({ id }) => id)).toEqual([unit.id])

  seed.data('office.csv', [HEAD, GOOD, UNMAPPED, MENDED].join('\n'))
  await live(async () => {
    await expect.poll(() => done('investment-attracted')).toBe(6_120_000_000)
    expect(await askShixu(settings, 'deadletters', 'drop', unit.id, '--why', '公布单位已改正', ...at)).toMatchObject({ exit: 0, said: [`${unit.id}: dropped`] })
  })
  expect(await letters('--all')).toMatchObject([
    { id: unmapped.id, closed: { as: 'mended' } },
    { id: unit.id, closed: { as: 'dropped', why: '公布单位已改正' } },
  ])
  expect((await askShixu(settings, 'deadletters', 'list', ...at)).said).toEqual(['no dead letter is open'])
})
