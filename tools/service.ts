/** Runs one service of a cluster: `npm run service -- evaluator`. Its settings: `npm run service -- evaluator --help`. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const services = join(import.meta.dirname, '..', 'services')
const mainOf = (name: string): string => join(services, name, 'src', 'main.ts')
const names = readdirSync(services).filter((name) => name !== 'standalone' && existsSync(mainOf(name)))

const [name = ''] = process.argv.splice(2, 1)
if (names.includes(name)) await import(mainOf(name))
else {
  console.error(`Name a service: ${names.join(', ')}.`)
  process.exitCode = 2
}
