import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { EXIT } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { readSettings } from './settings.ts'
import { askShixu } from './test/ask-shixu.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/commands.md'), 'utf8')

const quiet = { say: () => undefined, tell: () => undefined, progress: () => undefined, end: () => undefined, terminal: false }

const leaves = (command: Command, path: readonly string[] = []): readonly (readonly [string, Command])[] =>
  command.commands.flatMap((each) => {
    const name = [...path, each.name()]
    return each.commands.length > 0 ? leaves(each, name) : [[name.join(' '), each] as const]
  })

const COMMANDS = leaves(createProgram({ settings: readSettings({}), output: quiet, environment: {} }))

/** The sections of the page, by the command that each is about. */
const SECTIONS = new Map(
  PAGE.split('\n## ').flatMap((section) => {
    const name = /^`shixu ([a-z -]+)`/u.exec(section)?.[1]
    return name === undefined ? [] : [[name, section] as const]
  }),
)

test('the page has a section for each command and for no other', () => {
  expect([...SECTIONS.keys()].toSorted()).toEqual(COMMANDS.map(([name]) => name).toSorted())
})

test.each(COMMANDS)('the section of "%s" has its options and no other', (name, command) => {
  const documented = [...(SECTIONS.get(name) ?? '').matchAll(/^\| `(--[a-z-]+)[^|]*`[^|]*\|/gmu)].map(([, flag]) => flag)
  expect(documented.toSorted()).toEqual(command.options.map(({ long }) => long).toSorted())
})

test('the table of exit codes is what the code says', () => {
  const rows = [...PAGE.matchAll(/^\| (\d+) \| (\w+) \|/gmu)].map(([, code, name]) => [name, Number(code)])
  expect(Object.fromEntries(rows)).toEqual(EXIT)
})

test.each(COMMANDS)('"%s" --help says what it does and each of its options', async (name, command) => {
  const { exit, said, told } = await askShixu({}, ...name.split(' '), '--help')
  expect({ exit, told }).toEqual({ exit: 0, told: [] })
  expect(said[0]).toMatch(new RegExp(`^Usage: shixu ${name}`, 'u'))
  for (const { long } of command.options) expect(said.join('\n')).toContain(long)
})
