import type { Setting } from '@shixu/runtime'
import { CLUSTER_SETTINGS } from './all-settings.ts'
import { SETTINGS } from './settings.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')

const defaultOf = ({ fallback }: Setting<unknown>): string => (fallback === undefined ? 'must be given' : fallback === '' ? 'empty' : `\`${fallback}\``)

const rows = (settings: readonly Setting<unknown>[]): readonly string[] =>
  settings.map((setting) => `| \`${setting.name}\` | ${cell(setting.purpose)} | ${defaultOf(setting)} |`)

/** Settings of all services, each once, with the services that read it and what each takes where it is not set. */
const clusterRows = (): readonly string[] => {
  const read = Object.entries(CLUSTER_SETTINGS).flatMap(([name, settings]) => Object.values(settings).map((setting) => ({ name, setting })))
  return [...Map.groupBy(read, ({ setting }) => setting.name).values()].map((each) => {
    const { name, purpose } = each[0]!.setting
    const defaults = [...new Set(each.map(({ setting }) => defaultOf(setting)))]
    const readers = each.length === Object.keys(CLUSTER_SETTINGS).length ? 'all' : each.map((one) => one.name).join(', ')
    return `| \`${name}\` | ${cell(purpose)} | ${readers} | ${defaults.join(', ')} |`
  })
}

/** The page of all settings, from the code that reads them. */
export const configurationPage = (): string =>
  [
    '# Settings',
    '',
    'Settings are environment variables. What is wrong with them is told all at once when a command starts, with exit code 2; the value of a secret is never told, and it may be given by a file instead (`SHIXU_DATABASE_URL_FILE`). This page is made from the code that reads them (`npm run docs`).',
    '',
    '## On one machine: `shixu`',
    '',
    '| variable | what it is | default |',
    '|---|---|---|',
    ...rows(Object.values(SETTINGS)),
    '',
    '`shixu kafka …` and `shixu registry publish` also read `SHIXU_KAFKA_*` and `SHIXU_DATABASE_URL` as below.',
    '',
    '## On a cluster: the services',
    '',
    '`npm run service -- NAME`; `--help` after it prints what that service reads. Defaults that differ stand in the order of the services.',
    '',
    '| variable | what it is | read by | default |',
    '|---|---|---|---|',
    ...clusterRows(),
    '',
    'The addresses are of one machine unless `SHIXU_HOST` says otherwise: `0.0.0.0` in a container.',
    '',
    'A service ends with 0 when it is stopped, with 2 where its settings are wrong, and with 4 where something failed for good, said in one line; let a supervisor start it again. While no broker answers it goes on trying, and says so once a minute.',
    '',
  ].join('\n')
