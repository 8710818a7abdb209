import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '@shixu/domain'
import { expect, test } from 'vitest'
import { askJson, askShixu, newFolder, startShixu } from './test/ask-shixu.ts'

const COUNTY = ['--region', 'demo-county'] as const

/** A replay that is under way, and a backup taken beside it; then the replay is killed. */
const cutShort = async () => {
  const settings = { SHIXU_STATE: newFolder() }
  const backup = join(newFolder(), 'backup')
  const replay = startShixu(settings, 'replay', '--once', ...COUNTY)
  await expect.poll(replay.said, { timeout: 30_000, interval: 5 }).toMatch(/灯/u)
  const taken = await askShixu(settings, 'backup', backup, ...COUNTY)
  replay.signal('SIGKILL')
  await replay.ended
  return { settings, backup, taken, state: join(settings.SHIXU_STATE, 'demo-county') }
}

const tableOf = (said: readonly string[]): readonly string[] => said.slice(said.findIndex((line) => /^红灯 \d+项$/u.test(line))).filter((line) => line !== '')

test('taken beside a replay that is then killed, a backup brings back the same verdicts, and the replay goes on from it to the same end', {
  timeout: 120_000,
}, async () => {
  const { settings, backup, taken, state } = await cutShort()
  expect(taken).toEqual({ exit: 0, said: [`${state} was copied to ${backup}`], told: [] })
  expect(existsSync(`${backup}.partial`)).toBe(false)

  expect(await askShixu(settings, 'restore', backup, ...COUNTY)).toMatchObject({
    exit: 3,
    told: [expect.stringContaining('The folder holds data already: move it away, or name another one.')],
  })
  renameSync(state, `${state}.lost`)
  expect(await askShixu(settings, 'restore', backup, ...COUNTY)).toEqual({ exit: 0, said: [`${backup} was brought back to ${state}`], told: [] })

  const restored = await askShixu(settings, 'replay', '--once', '--to', '2024-01-01', ...COUNTY)
  const day = /这份回放已经到(\d{4}-\d{2}-\d{2})/u.exec(restored.told.join('\n'))?.[1] ?? ''
  expect(day).toMatch(/^2024-/u)
  // The backup may have come in the midst of its last day; the one before was over.
  const asOf = ['targets', '--as-of', addDays(day, -1), ...COUNTY] as const
  expect(await askJson(settings, ...asOf)).toEqual(await askJson({ SHIXU_STATE: '/there/is/none' }, ...asOf))

  const rest = await askShixu(settings, 'replay', '--once', ...COUNTY)
  const whole = await askShixu({ SHIXU_STATE: newFolder() }, 'replay', '--once', ...COUNTY)
  expect(tableOf(rest.said)).toEqual(tableOf(whole.said))
})

test('a backup is taken once, and one that is damaged is not brought back', { timeout: 120_000 }, async () => {
  const settings = { SHIXU_STATE: newFolder() }
  const backup = join(newFolder(), 'backup')
  await askShixu(settings, 'replay', '--once', '--to', '2024-01-10', ...COUNTY)
  expect(await askShixu(settings, 'backup', backup, ...COUNTY)).toMatchObject({ exit: 0 })
  expect(await askShixu(settings, 'backup', backup, ...COUNTY)).toMatchObject({ exit: 3, told: [expect.stringContaining('The folder holds data already')] })

  rmSync(join(settings.SHIXU_STATE, 'demo-county'), { recursive: true })
  writeFileSync(join(backup, 'store.db'), 'no database')
  expect(await askShixu(settings, 'restore', backup, ...COUNTY)).toMatchObject({
    exit: 3,
    told: [expect.stringContaining('not a database of this program, or it is damaged')],
  })
  expect(existsSync(join(settings.SHIXU_STATE, 'demo-county', 'log.db'))).toBe(false)
})
