import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { askShixu, newFolder } from './test/ask-shixu.ts'

/** Says on standard error what is wrong, where, and what to do, in a few lines without a stack; nothing on standard output. */
const refused = async (settings: Record<string, string>, args: readonly string[]) => {
  const { exit, said, told } = await askShixu({ SHIXU_STATE: '/there/is/none', ...settings }, ...args)
  expect(said).toEqual([])
  expect(told.join('\n')).not.toMatch(/\n {4}at /u)
  return { exit, words: told.join('\n') }
}

const REPORT = ['report', 'industrial-upgrades', '--period', '2024-06', '--value', '300', '--by', 'economy-informatization', '--evidence', 'x']

describe('what is wrong with a command line is said, with exit code 2', () => {
  test.each<[string, readonly string[], string]>([
    ['no command', [], 'Usage: shixu'],
    ['an unknown command', ['nonsense'], "unknown command 'nonsense'"],
    ['an unknown option', ['targets', '--colour'], "unknown option '--colour'"],
    ['a day that there is not', ['targets', '--as-of', '2024-02-30'], '--as-of 2024-02-30: no such day; write one like 2024-07-01'],
    ['a day that is not written so', ['explain', 'foreign-trade', '--as-of', '1 July'], '--as-of 1 July: no such day'],
    ['a day that is still to come', ['targets', '--as-of', '9999-12-31'], 'this day is still to come; today is 20'],
    ['a light that there is not', ['targets', '--light', 'blue'], 'Allowed choices are red, yellow, green, grey.'],
    ['a region that there is not', ['targets', '--region', 'nowhere'], 'There is no registry "nowhere": choose one of demo-county, wuhan-2024'],
    ['a folder without a registry', ['registry', 'export', '/tmp'], 'or name a folder that has a region.yaml'],
    ['a target that there is not', ['explain', 'nothing'], 'There is no target "nothing" in 武汉市 2024'],
    ['a target that is nearly one', ['explain', '外贸'], 'did you mean foreign-trade?'],
    ['no target', ['explain'], "missing required argument 'target'"],
    ['a file that there is not', ['assess', '--cases', '/there/is/none'], 'There is no such file: /there/is/none'],
    ['a folder in place of a file', ['assess', '--cases', '/tmp'], 'This is a folder, and a file is wanted: /tmp'],
    ['a file of reports that there is not', ['report', '--file', '/there/is/none'], 'There is no such file: /there/is/none'],
    ['a report on nothing', ['report'], 'Name the target that is reported on, or a file of reports with --file.'],
    ['a report of nobody', ['report', 'foreign-trade', '--period', '2024-06', '--value', '8'], 'who reports is missing; name the bureau'],
    ['a report of a bureau that there is not', REPORT.with(7, 'nobody'), '武汉市 has no bureau "nobody": write one of'],
    ['a report of a bureau that is nearly one', REPORT.with(7, '商务局'), 'has no bureau "商务局": write one of commerce (武汉市商务局)'],
    ['a report in a wrong unit', [...REPORT, '--unit', '户'], 'industrial-upgrades is not counted in "户"'],
    ['a report of a period to come', REPORT.with(3, '2999-06'), '2999-06'],
    ['a report that is no number', REPORT.with(5, 'many'), 'many'],
    ['a template for a bureau that there is not', ['report', '--template', 'nobody'], 'has no bureau "nobody"'],
    ['a letter dropped for no reason', ['deadletters', 'drop', 'x', '--why', ' '], '--why is empty'],
    [
      'a replay that ends before it begins',
      ['replay', '--from', '2024-06-01', '--to', '2024-05-01', '--once'],
      'There is no day to live through from 2024-06-01 to 2024-05-01.',
    ],
  ])('%s', async (_what, args, words) => {
    const answer = await refused({ SHIXU_STATE: newFolder() }, args)
    expect(answer).toEqual({ exit: 2, words: expect.stringContaining(words) })
  })

  it('all settings at once', async () => {
    const { exit, words } = await refused({ SHIXU_PORT: 'http', SHIXU_LOG_LEVEL: 'loud' }, ['targets'])
    expect(exit).toBe(2)
    expect(words).toContain('SHIXU_PORT is "http": expected a whole number from 0 to 65535')
    expect(words).toContain('SHIXU_LOG_LEVEL is "loud": expected one of debug, info, warn, error, silent')
  })
})

describe('what is wrong with the state is said, with exit code 3', () => {
  test.each<[string, readonly string[], string]>([
    ['a report to nobody', REPORT, 'There is no state in /there/is/none/wuhan-2024 yet: start "shixu run" or "shixu replay" once.'],
    ['letters of nobody', ['deadletters', 'list'], 'There is no state yet'],
    ['a backup of nothing', ['backup', '/there/is/no/backup'], '/there/is/none/wuhan-2024 holds no state.'],
    ['a restore of nothing', ['restore', '/there/is/no/backup'], '/there/is/no/backup holds no backup.'],
  ])('%s', async (_what, args, words) => {
    expect(await refused({}, args)).toEqual({ exit: 3, words: expect.stringContaining(words) })
  })

  const stateWith = (mark: string): string => {
    const state = newFolder()
    mkdirSync(join(state, 'wuhan-2024'))
    writeFileSync(join(state, 'wuhan-2024', 'mode.json'), mark)
    return state
  }

  it('a folder whose mark is damaged', async () => {
    const answer = await refused({ SHIXU_STATE: stateWith('{') }, ['targets'])
    expect(answer).toEqual({ exit: 3, words: expect.stringContaining('mode.json is damaged; it should say {"mode":"replay"} or {"mode":"run"}.') })
  })

  it('a replay in a folder that holds the real state, which it does not drop either', async () => {
    const state = stateWith('{"mode":"run"}')
    expect(await refused({ SHIXU_STATE: state }, ['replay', '--once'])).toEqual({ exit: 3, words: expect.stringContaining('holds the real one') })
    expect(await refused({ SHIXU_STATE: state }, ['replay', '--once', '--fresh'])).toEqual({ exit: 3, words: expect.stringContaining('--fresh does not drop') })
  })

  it('a replay to be dropped where there is something else', async () => {
    const state = newFolder()
    mkdirSync(join(state, 'wuhan-2024'))
    writeFileSync(join(state, 'wuhan-2024', 'thesis.doc'), 'years of work')
    expect(await refused({ SHIXU_STATE: state }, ['replay', '--once', '--fresh'])).toEqual({
      exit: 3,
      words: expect.stringContaining('holds something that is no replay'),
    })
  })

  it('a replay that is to go on from another beginning', async () => {
    const state = stateWith('{"mode":"replay","from":"2024-03-01"}')
    const answer = await refused({ SHIXU_STATE: state }, ['replay', '--once', '--from', '2024-06-01'])
    expect(answer).toEqual({
      exit: 3,
      words: expect.stringContaining('holds a replay that began 2024-03-01: go on without --from, or start over with --fresh.'),
    })
  })
})

describe('a replay', () => {
  const COUNTY = ['--region', 'demo-county'] as const
  const liveTo = (state: string, day: string, ...more: readonly string[]) =>
    askShixu({ SHIXU_STATE: state }, 'replay', '--once', '--to', day, ...COUNTY, ...more)

  it('that lost its last writes to a power cut says so, and starts over when it is told to', async () => {
    const state = newFolder()
    const log = join(state, 'demo-county', 'log.db')
    await liveTo(state, '2024-01-05')
    const older = readFileSync(log)
    await liveTo(state, '2024-01-25')
    writeFileSync(log, older)
    expect(await liveTo(state, '2024-02-05')).toMatchObject({
      exit: 3,
      said: [],
      told: [expect.stringContaining('has lost its last writes, as to a power cut: start over with --fresh.')],
    })
    expect(await liveTo(state, '2024-02-05', '--fresh')).toMatchObject({ exit: 0 })
  })

  it('that is dropped is gone whole, with what an earlier drop has left', async () => {
    const state = newFolder()
    await liveTo(state, '2024-01-05')
    const [left, kept] = [join(state, 'demo-county.dropped'), join(state, 'demo-county', 'errands')]
    for (const folder of [left, kept]) mkdirSync(folder)
    expect(await liveTo(state, '2024-01-05', '--fresh')).toMatchObject({ exit: 0 })
    expect([left, kept].map((folder) => existsSync(folder))).toEqual([false, false])
  })
})

describe('a registry that is named by a path', () => {
  const SEED = join(import.meta.dirname, '../../../seeds/demo-county')

  it.each([SEED, `${SEED}/`, `${SEED}/data/..`])('keeps its state under the name of its folder: %s', async (region) => {
    const state = newFolder()
    const { exit } = await askShixu({ SHIXU_STATE: state }, 'replay', '--once', '--region', region, '--to', '2024-01-05')
    expect(exit).toBe(0)
    expect((await askShixu({ SHIXU_STATE: state }, 'deadletters', 'list', '--region', 'demo-county')).said).toEqual(['no dead letter is open'])
  })
})
