import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './rooms.ts'

const PROGRAM = join(ROOT, '.cache', 'schemathesis', 'bin', 'schemathesis')

/** What to say where it is not there. */
export const SCHEMATHESIS_MISSING =
  'schemathesis is not installed: python3 -m venv .cache/schemathesis && .cache/schemathesis/bin/pip install -r test/schemathesis-requirements.txt'

export const hasSchemathesis = (): boolean => existsSync(PROGRAM)

interface Asked {
  readonly description: string
  readonly token: string
  /** Invented requests of each kind to each address. */
  readonly examples: number
}

/** Lets it invent requests from an API's description, right and wrong ones, always the same. Answers its exit code and what it said. */
export const inventRequests = ({ description, token, examples }: Asked): Promise<{ readonly exit: number | null; readonly said: string }> =>
  new Promise((resolve) => {
    const args = [
      'run',
      description,
      '-H',
      `Authorization: Bearer ${token}`,
      '--max-examples',
      String(examples),
      '--seed',
      '20240125',
      '--generation-deterministic',
    ]
    const folder = mkdtempSync(join(tmpdir(), 'shixu-schemathesis-'))
    const child = spawn(PROGRAM, [...args, '--phases', 'examples,coverage,fuzzing', '--no-color'], {
      // It leaves files of its own where it runs.
      cwd: folder,
      env: { PATH: process.env.PATH },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    child.once('close', (exit) => {
      rmSync(folder, { recursive: true, force: true })
      resolve({ exit, said })
    })
  })
