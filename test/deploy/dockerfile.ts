import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { TOP } from './compose-file.ts'

/** What an image of the Dockerfile starts, where and how. */
export interface Built {
  readonly folder: string
  readonly entrypoint: readonly string[]
}

interface Instruction {
  readonly word: string
  readonly rest: string
}

const instructions = (text: string): readonly Instruction[] =>
  text
    .replaceAll(/\\\n/gu, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/u.exec(line) ?? []
      return { word, rest }
    })

/** Commands that make sense only as root of a container of one's own. */
const isOfTheContainer = (command: string): boolean => command.startsWith('install -d -o node')

/**
 * Follows the Dockerfile by hand where there is no engine: its stages become one folder, `COPY` copies what it names from the checkout, `RUN` runs in the shell.
 * `FROM`, `USER`, `ENV` and what is copied between stages change nothing here. Any other word is an error, so that the Dockerfile cannot outgrow this.
 */
export const build = (folder: string, args: Readonly<Record<string, string>>, path: string): Built => {
  let entrypoint: readonly string[] = []
  for (const { word, rest } of instructions(readFileSync(join(TOP, 'deploy', 'Dockerfile'), 'utf8'))) {
    if (word === 'COPY') copy(folder, rest)
    else if (word === 'RUN') run(rest, { folder, args, path })
    else if (word === 'ENTRYPOINT') entrypoint = JSON.parse(rest)
    else if (!['FROM', 'WORKDIR', 'ARG', 'ENV', 'USER'].includes(word)) throw new Error(`the Dockerfile says ${word}, which is not understood here`)
  }
  return { folder, entrypoint }
}

const copy = (folder: string, rest: string): void => {
  if (rest.startsWith('--from=')) return
  const names = rest.split(/\s+/u)
  const to = join(folder, names.at(-1) ?? '.')
  for (const from of names.slice(0, -1)) {
    const source = join(TOP, from)
    const target = statSync(source).isDirectory() ? to : join(to, from)
    mkdirSync(join(target, '..'), { recursive: true })
    cpSync(source, target, { recursive: true, filter: (each) => !each.endsWith('.test.ts') && !each.endsWith('node_modules') })
  }
}

interface Running {
  readonly folder: string
  readonly args: Readonly<Record<string, string>>
  readonly path: string
}

const run = (command: string, { folder, args, path }: Running): void => {
  if (isOfTheContainer(command)) return
  execFileSync('sh', ['-euc', command], { cwd: folder, env: { ...process.env, ...args, PATH: path }, stdio: 'pipe', encoding: 'utf8' })
}
