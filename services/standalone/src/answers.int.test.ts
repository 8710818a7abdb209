import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askJson, askShixu, newFolder } from './test/ask-shixu.ts'

const COUNTY = ['--region', 'demo-county'] as const
const state = mkdtempSync(join(tmpdir(), 'shixu-answers-'))
const settings = { SHIXU_STATE: state, SHIXU_PORT: '0' }
afterAll(() => rmSync(state, { recursive: true, force: true }))

const replayTo = async (day: string) => expect(await askShixu(settings, 'replay', ...COUNTY, '--to', day, '--once')).toMatchObject({ exit: 0 })

beforeAll(() => replayTo('2024-08-31'))

interface Alert {
  readonly kind: string
  readonly status: string
  readonly acknowledged_until: string | null
  readonly silenced_until: string | null
}
interface Line {
  readonly target: string
  readonly alerts: readonly Alert[]
  readonly silenced_until: string | null
}
interface Explained extends Line {
  readonly commands: readonly { readonly by: string; readonly reason: string; readonly until: string }[]
}

const lines = () => askJson<Line>(settings, 'targets', ...COUNTY)
const lineOf = async (id: string) => (await lines()).find(({ target }) => target === id)
const isRed = ({ alerts }: Line) => alerts.some(({ kind, status }) => kind === 'pace' && status === 'open')
const answer = (...args: readonly string[]) => askShixu(settings, ...args, ...COUNTY)
const REASON = ['--by', '张三', '--reason', '订单推迟'] as const

it('a digest says which other targets of its bureau stand yellow', async () => {
  const maildir = join(state, 'demo-county', 'maildir')
  const paths = readdirSync(maildir, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.eml'))
  const texts = await Promise.all(paths.map(async (path) => (await simpleParser(readFileSync(join(maildir, path)))).text ?? ''))
  const speaking = texts.filter((text) => text.includes('另有黄灯'))
  expect(speaking.length).toBeGreaterThan(0)
  expect(speaking.length).toBeLessThan(texts.length)
  for (const text of speaking) expect(text).toMatch(/另有黄灯\d项，请留意：.+。\n/u)
})

describe('an acknowledgement', () => {
  it('is a fact, is shown, and stops the ladder once the service goes on', async () => {
    const red = (await lines()).find(isRed)?.target ?? 'none'
    expect(await answer('acknowledge', red, ...REASON, '--until', '2024-12-01')).toEqual({
      exit: 0,
      said: [`999901/2024/${red} acknowledged until 2024-12-01: appended`],
      told: [],
    })
    const [explained] = await askJson<Explained>(settings, 'explain', red, ...COUNTY)
    expect(explained?.commands).toMatchObject([{ by: '张三', reason: '订单推迟', until: '2024-12-01' }])
    expect((await askJson<Explained>(settings, 'explain', red, '--as-of', '2024-08-30', ...COUNTY))[0]?.commands).toEqual([])
    expect((await askShixu(settings, 'explain', red, ...COUNTY)).said.join('\n')).toContain('张三：订单推迟，承诺2024-12-01前解决')
    await replayTo('2024-09-05')
    expect((await lineOf(red))?.alerts).toContainEqual(expect.objectContaining({ kind: 'pace', status: 'open', acknowledged_until: '2024-12-01' }))
    expect((await askShixu(settings, 'targets', ...COUNTY)).said.join('\n')).toContain('【张三：订单推迟，承诺2024-12-01前解决】')
  })

  it.each([
    ['for a day that is gone', ['training-courses', '--until', '2024-08-01'], 2, /2024-08-01 is gone; today is 2024-09-05/u],
    ['of nothing', ['traning-courses', '--until', '2024-12-01'], 2, /There is no target "traning-courses".*did you mean "training-courses"\?/u],
  ])('%s is refused', async (_what, args, exit, words) => {
    const refused = await answer('acknowledge', ...args, ...REASON)
    expect({ exit: refused.exit, said: refused.said }).toEqual({ exit, said: [] })
    expect(refused.told.join('\n')).toMatch(words)
  })

  it('of what is well is refused', async () => {
    const well = (await lines()).find(({ alerts }) => alerts.every(({ status }) => status === 'over'))?.target ?? 'none'
    const refused = await answer('acknowledge', well, ...REASON, '--until', '2024-12-01')
    expect(refused).toMatchObject({ exit: 1, said: [], told: [expect.stringContaining('no alert that goes on')] })
  })

  it('by a bureau that there is not is refused', async () => {
    const refused = await answer('silence', 'training-courses', '--by', 'labor-bureau', '--reason', 'x', '--until', '2024-12-01')
    expect(refused).toMatchObject({ exit: 2, told: [expect.stringContaining('has no bureau "labor-bureau"')] })
  })
})

describe('a silence', () => {
  it('of a bureau is one of each target that it leads, and the same again is the same', async () => {
    const silence = () => answer('silence', '--bureau', 'development', ...REASON, '--until', '2024-10-31')
    const { exit, said } = await silence()
    expect(exit).toBe(0)
    expect(said.length).toBeGreaterThan(1)
    for (const line of said) expect(line).toMatch(/^999901\/2024\/[a-z0-9-]+ silenced until 2024-10-31: appended$/u)
    expect((await silence()).exit).toBe(0)
    const silenced = (await lines()).filter(({ silenced_until }) => silenced_until === '2024-10-31')
    expect(silenced).toHaveLength(said.length)
    const [explained] = await askJson<Explained>(settings, 'explain', silenced[0]?.target ?? '', ...COUNTY)
    expect(explained?.commands).toHaveLength(1)
  })

  it('ends when it is given again up to today', async () => {
    expect(await answer('silence', 'evening-classes', ...REASON, '--until', '2024-12-31')).toMatchObject({ exit: 0 })
    expect((await lineOf('evening-classes'))?.silenced_until).toBe('2024-12-31')
    expect(await answer('silence', 'evening-classes', ...REASON, '--until', '2024-09-05')).toMatchObject({ exit: 0 })
    expect((await lineOf('evening-classes'))?.silenced_until).toBe('2024-09-05')
  })

  it('is of a target or of a bureau, and not of both or none', async () => {
    for (const args of [['evening-classes', '--bureau', 'culture'], []]) {
      expect(await answer('silence', ...args, ...REASON, '--until', '2024-12-31')).toMatchObject({ exit: 2 })
    }
  })

  it('needs a state to be kept in', async () => {
    const nowhere = { SHIXU_STATE: newFolder() }
    const refused = await askShixu(nowhere, 'silence', 'evening-classes', ...COUNTY, ...REASON, '--until', '2030-01-01')
    expect(refused.exit).not.toBe(0)
  })
})
