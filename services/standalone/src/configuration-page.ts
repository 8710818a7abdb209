import { SETTINGS } from './settings.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** The page of all settings, from the code that reads them. */
export const configurationPage = (): string =>
  [
    '# Settings',
    '',
    'Settings are environment variables. What is wrong with them is told all at once when a command starts, with exit code 2. This page is made from the code that reads them (`npm run docs`).',
    '',
    '| variable | what it is | default |',
    '|---|---|---|',
    ...Object.values(SETTINGS).map(
      ({ name, purpose, fallback }) =>
        `| \`${name}\` | ${cell(purpose)} | ${fallback === undefined ? 'must be given' : fallback === '' ? 'empty' : `\`${fallback}\``} |`,
    ),
    '',
  ].join('\n')
