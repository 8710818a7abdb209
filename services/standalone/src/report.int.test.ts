import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askJson, askShixu, newFolder, startShixu } from './test/ask-shixu.ts'

const COUNTY = ['--region', 'demo-county'] as const
const state = mkdtempSync(join(tmpdir(), 'shixu-report-'))
const settings = { SHIXU_STATE: state, SHIXU_PORT: '0' }
afterAll(() => rmSync(state, { recursive: true, force: true }))

beforeAll(async () => {
  expect(await askShixu(settings, 'replay', ...COUNTY, '--to', '2024-08-31', '--once')).toMatchObject({ exit: 0 })
})

interface Shown {
  readonly target: string
  readonly light: string
  readonly done: number | null
  readonly outcome: string | null
  readonly vintages: readonly {
    readonly period: string
    readonly value: number
    readonly source: string
    readonly reportedBy?: string
    readonly evidence?: string
  }[]
}

const report = (target: string, ...args: readonly string[]) => askShixu(settings, 'report', target, ...COUNTY, '--evidence', '竣工清单', ...args)
const figure = (target: string, period: string, value: string, ...args: readonly string[]) => report(target, '--period', period, '--value', value, ...args)
const shown = async (target: string, at = settings): Promise<Shown> => (await askJson<Shown>(at, 'explain', target, ...COUNTY))[0] as Shown

describe('a figure that a bureau reports', () => {
  it.each([
    ['on what an office publishes', 'investment-attracted', 'whose figures come by feed: no bureau reports it'],
    ['on what another bureau answers for', 'old-estates', '"culture" does not answer for it: it is reported by housing'],
  ])('is sent back where it is %s', async (_what, target, words) => {
    const { exit, told } = await figure(target, '2024-06', '18', '--by', 'culture')
    expect({ exit, told: told.join('\n') }).toEqual({ exit: 2, told: expect.stringContaining(words) })
  })

  it('is taken, shown with its source and evidence, and judged', async () => {
    expect(await shown('old-estates')).toMatchObject({ light: 'grey', done: null, vintages: [] })
    expect(await figure('old-estates', '2024-06', '18', '--by', 'housing')).toEqual({ exit: 0, said: ['old-estates 2024-06 18个: appended'], told: [] })
    expect(await shown('old-estates')).toMatchObject({
      light: expect.stringMatching(/green|yellow|red/u),
      done: 18,
      vintages: [{ period: '2024-06', value: 18, source: 'report#old-estates/2024-06', reportedBy: 'housing', evidence: '竣工清单' }],
    })
    const { said } = await askShixu(settings, 'explain', 'old-estates', ...COUNTY)
    expect(said.join('\n')).toMatch(/2024-06 +累计数值 +18个 +准确 +2024-08-31 +单位上报 +示例县住房和城乡建设局：竣工清单/u)
    const [line] = (await askJson<Shown>(settings, 'targets', ...COUNTY)).filter(({ target }) => target === 'old-estates')
    expect(line).toMatchObject({ done: 18 })
  })

  it('is known when it is handed in again, and replaced when it is mended', async () => {
    expect((await figure('old-estates', '2024-06', '18', '--by', 'housing')).said).toEqual(['old-estates 2024-06 18个: known'])
    expect((await figure('old-estates', '2024-06', '19', '--by', 'housing')).said).toEqual(['old-estates 2024-06 19个: appended'])
    expect(await shown('old-estates')).toMatchObject({ done: 19 })
  })

  it.each([
    [
      'in a unit that it is not counted in',
      ['--period', '2024-06', '--value', '3', '--unit', '万元'],
      /evening-classes is not counted in "万元".* right would be 班/u,
    ],
    ['of a period that is not over', ['--period', '2024-11', '--value', '3'], /2024-11/u],
    ['below nothing', ['--period', '2024-06', '--value', '-3'], /-3/u],
    ['without a value', ['--period', '2024-06'], /the value is missing/u],
    ['without a period', ['--value', '3'], /is no period; write the last month covered: 2024-06/u],
    ['as done, though it is no milestone', ['--done'], /evening-classes is no milestone; report its figure/u],
  ])('is sent back %s', async (_how, args, words) => {
    const { exit, said, told } = await report('evening-classes', ...args, '--by', 'culture')
    expect({ exit, said }).toEqual({ exit: 2, said: [] })
    expect(told.join('\n')).toMatch(words)
  })

  it('that jumps a thousandfold is sent back, unless somebody has looked', async () => {
    const jump = ['project-starts', '2024-07', '60000', '--by', 'development'] as const
    const { exit, told } = await figure(...jump)
    expect({ exit, told }).toEqual({
      exit: 1,
      told: [expect.stringContaining('project-starts 2024-07: 60000个 is 60000 个, 1000 times or more away from the level known, 53 个; check the unit')],
    })
    expect(await shown('project-starts')).toMatchObject({ done: 53 })
    expect(await figure(...jump, '--accept')).toMatchObject({ exit: 0, said: ['project-starts 2024-07 60000个: appended'] })
    expect(await shown('project-starts')).toMatchObject({ done: 60_000 })
  })
})

describe('a milestone', () => {
  it('is reported by its day, and is met', async () => {
    const done = ['--done', '--on', '2024-08-20', '--by', 'culture'] as const
    expect(await report('culture-centre', ...done)).toMatchObject({ exit: 0, said: ['culture-centre 2024-08 完成: appended'] })
    expect(await report('culture-centre', ...done)).toMatchObject({ exit: 0, said: ['culture-centre 2024-08 完成: known'] })
    expect(await shown('culture-centre')).toMatchObject({
      light: 'green',
      outcome: 'met',
      vintages: [{ source: 'report#culture-centre/2024-08', reportedBy: 'culture' }],
    })
  })

  it.each([
    ['with a value', ['--done', '--value', '1'], 'has no figure; leave the value out'],
    ['not as done', ['--period', '2024-06'], 'report it by "done" once it is reached'],
    ['of a day to come', ['--done', '--on', '2024-09-01'], '2024-09-01 is after today, 2024-08-31; report it when it is reached'],
    ['of a day that there is not', ['--done', '--on', '2024-02-30'], '"2024-02-30" is no day'],
  ])('is sent back %s', async (_how, args, words) => {
    const { exit, told } = await report('north-hill-reservoir', ...args, '--by', 'water')
    expect({ exit, told: told.join('\n') }).toEqual({ exit: 2, told: expect.stringContaining(words) })
  })
})

/** GBK has the characters of a template in two bytes; there is no encoder for it here, but a decoder, which is turned around. */
const gbkOf = (text: string): Buffer => {
  const decoder = new TextDecoder('gbk')
  const codes = new Map<string, readonly number[]>()
  for (let first = 0x81; first < 0xff; first += 1)
    for (let second = 0x40; second < 0xff; second += 1) codes.set(decoder.decode(Uint8Array.of(first, second)), [first, second])
  return Buffer.from([...text].flatMap((character) => (character < '\x80' ? [character.charCodeAt(0)] : (codes.get(character) as number[]))))
}

describe('a template', () => {
  const columns = ['指标代码', '目标', '口径', '截至月份', '数值', '单位', '程度', '完成日期', '填报日期', '填报单位', '依据']
  const template = async (bureau: string): Promise<readonly string[]> => {
    const { exit, said, told } = await askShixu(settings, 'report', '--template', bureau, ...COUNTY)
    expect({ exit, told }).toEqual({ exit: 0, told: [] })
    return said.map((line) => line.replace(/\r$/u, ''))
  }
  /** Fills in cells of one row, by the names of their columns. */
  const filled = (row: string, cells: Readonly<Record<string, string>>): string => {
    const values = row.split(',')
    for (const [name, value] of Object.entries(cells)) values[columns.indexOf(name)] = value
    return values.join(',')
  }
  const handedIn = (bytes: string | Uint8Array) => {
    const path = join(newFolder(), 'reports.csv')
    writeFileSync(path, bytes)
    return askShixu(settings, 'report', '--file', path, ...COUNTY)
  }

  it('is printed with a row for each target that the bureau reports', async () => {
    const lines = await template('labour')
    expect(lines[0]).toBe(`\uFEFF${columns.join(',')}`)
    expect(lines[1]).toMatch(/^# 例/u)
    expect(lines.slice(2).map((line) => line.split(',')[0])).toEqual(['training-courses'])
  })

  it.each([
    ['UTF-8 with its mark', (text: string) => Buffer.from(text), '120'],
    ['GBK, as Excel saves it', (text: string) => gbkOf(text.replace('\uFEFF', '')), '125'],
  ])('is handed in, in %s', async (_what, encoded, value) => {
    const [head, example, row] = await template('labour')
    const text = [head, example, filled(row as string, { 截至月份: '2024-07', 数值: value, 依据: '培训台账' })].join('\r\n')
    expect(await handedIn(encoded(text))).toEqual({ exit: 0, said: [`training-courses 2024-07 ${value}场: appended`], told: [] })
    const { done, vintages } = await shown('training-courses')
    expect(done).toBe(Number(value))
    expect(vintages.at(-1)).toMatchObject({ reportedBy: 'labour', evidence: '培训台账' })
  })

  it('has its good rows taken and its bad ones told at once, each with its place', async () => {
    const [head, , row] = await template('labour')
    const rowOf = (cells: Readonly<Record<string, string>>) => filled(row as string, { 截至月份: '2024-08', 数值: '130', 依据: '台账', ...cells })
    const { exit, said, told } = await handedIn(
      [
        head,
        rowOf({}),
        rowOf({ 指标代码: 'no-such-thing' }),
        rowOf({ 单位: '万元' }),
        rowOf({ 截至月份: '2025-12' }),
        rowOf({ 数值: '-1' }),
        rowOf({ 截至月份: '2024-05', 填报单位: 'nobody' }),
        rowOf({ 截至月份: '2024-04', 数值: '900000' }),
        rowOf({ 数值: '' }),
      ].join('\r\n'),
    )
    expect({ exit, said }).toEqual({ exit: 1, said: ['training-courses 2024-08 130场: appended'] })
    expect(told[0]).toBe('shixu: 6 rows were not taken:')
    for (const [index, words] of ['no-such-thing', '万元', '2025-12', '-1', 'nobody', '900000'].entries()) expect(told[index + 1]).toContain(words)
  })

  it('that nobody has filled in is told to be empty', async () => {
    const answer = await handedIn((await template('labour')).join('\r\n'))
    expect(answer).toMatchObject({ exit: 1, said: [], told: [expect.stringContaining('has no row with a value')] })
  })
})

describe('several at once', () => {
  it('are all taken, one after the other', async () => {
    const months = ['2024-04', '2024-05', '2024-06', '2024-07']
    const answers = await Promise.all(months.map((month, index) => figure('evening-classes', month, String(43 + index), '--by', 'culture')))
    expect(answers.map(({ exit }) => exit)).toEqual([0, 0, 0, 0])
    expect((await shown('evening-classes')).vintages.map(({ period }) => period)).toEqual(expect.arrayContaining(months))
  })

  it('are not held up by one that cannot be read', async () => {
    const errand = join(state, 'demo-county', 'errands', '000-broken.asked.json')
    writeFileSync(errand, '{"errand":')
    expect(await figure('affordable-homes', '2024-07', '300', '--by', 'housing')).toMatchObject({ exit: 0 })
    expect(existsSync(errand)).toBe(false)
  })
})

describe('beside a running service', () => {
  it('a report is handed to it, and is judged and shown at once', async () => {
    const real = { SHIXU_STATE: newFolder(), SHIXU_PORT: '0' }
    const service = startShixu(real, 'run', ...COUNTY)
    const url = await service.url()
    const handed = ['report', 'old-estates', ...COUNTY, '--period', '2024-12', '--value', '31', '--by', 'housing', '--evidence', '竣工清单'] as const
    expect(await askShixu(real, ...handed)).toEqual({ exit: 0, said: ['old-estates 2024-12 31个: appended'], told: [] })
    expect(await shown('old-estates', real)).toMatchObject({ done: 31, outcome: 'met' })
    const light = async () =>
      (await (await fetch(`${url}metrics`)).text()).split('\n').find((line) => line.startsWith('shixu_target_light') && line.includes('"old-estates"'))
    await expect.poll(light).toMatch(/ 1$/u)
    expect(await askShixu(real, ...(handed as readonly string[]).with(7, '1000000'))).toMatchObject({ exit: 1, said: [] })
  })

  it('one sees the alerts that it raised, not those that it would have raised had it run then', async () => {
    const real = { SHIXU_STATE: newFolder(), SHIXU_PORT: '0' }
    const service = startShixu(real, 'run', ...COUNTY)
    await service.url()
    const events = async () => (await askJson<{ alert_events: { day: string }[] }>(real, 'explain', 'investment-attracted', ...COUNTY))[0]?.alert_events
    await expect.poll(events).not.toEqual([])
    const today = Temporal.Now.plainDateISO('Asia/Shanghai').toString()
    expect(new Set((await events())?.map(({ day }) => day))).toEqual(new Set([today]))
    expect((await askJson<{ alert_events: unknown[] }>(real, 'explain', 'investment-attracted', '--as-of', '2024-12-31', ...COUNTY))[0]?.alert_events).toEqual(
      [],
    )
  })
})
