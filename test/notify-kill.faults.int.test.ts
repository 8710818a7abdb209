import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BUREAUS, DAYS, tellAll } from './notify-worker.ts'

const ROUNDS = Number(process.env.SHIXU_KILLS ?? 5)

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-notify-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const startTelling = (folder: string, dieAfter = 0) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'notify-worker.ts'), folder, String(dieAfter)], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** The mails of a bureau, as they stand there. */
const mailsOf = (folder: string, bureau: string): readonly string[] => {
  const box = join(folder, 'maildir', '999901', bureau, 'new')
  return readdirSync(box)
    .sort()
    .map((name) => readFileSync(join(box, name), 'utf8'))
}

const inboxes = (folder: string) => BUREAUS.map((bureau) => mailsOf(folder, bureau))

const undisturbed = async () => {
  const folder = newFolder()
  return { told: await tellAll(folder), mails: inboxes(folder) }
}

const everythingToldOnce = async (folder: string) => {
  const { told, mails } = await undisturbed()
  const after = await tellAll(folder)
  expect(inboxes(folder)).toEqual(mails)
  expect(after.balance).toEqual(told.balance)
  expect(new Set(after.deliveries)).toEqual(new Set(told.deliveries))
}

describe('a notifier that is killed', () => {
  it('undisturbed, tells each bureau once a day', async () => {
    const { told, mails } = await undisturbed()
    expect(mails.map((box) => box.length)).toEqual(BUREAUS.map(() => DAYS.length))
    const due = BUREAUS.length * DAYS.length * 2
    expect(told.balance).toEqual({ due, accepted: due, refused: 0, dead: 0, unknown: 0, superseded: 0, waiting: 0 })
  })

  it('between a message and its record has told nobody twice, and nobody less', async () => {
    const folder = newFolder()
    for (const dieAfter of [1, 2, 4]) {
      const child = startTelling(folder, dieAfter)
      const [, signal] = await once(child, 'exit')
      expect(signal).toBe('SIGKILL')
    }
    await everythingToldOnce(folder)
  })

  it('at any moment has told nobody twice, and nobody less', async () => {
    const folder = newFolder()
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = startTelling(folder)
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
      await pause(Math.random() * 400)
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    await everythingToldOnce(folder)
  })
})
