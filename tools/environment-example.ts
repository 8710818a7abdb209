import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALL_SETTINGS } from '@shixu/standalone'
import { parse } from 'yaml'

const TOP = join(import.meta.dirname, '..')

/** Of the compose file alone; what a service reads says itself what it is for. */
const OWN: Readonly<Record<string, string>> = {
  SHIXU_VERSION: 'the tag of the images',
  SHIXU_ALERTMANAGER_FOLDER: 'the folder that holds alertmanager.yml; for real, one of your own (docs/deployment.md)',
  SHIXU_WECOM_SECRETS: 'the folder of the files wecom_secret, wecom_token, wecom_aes_key and wecom_robots',
  SHIXU_TOPIC_PARTITIONS: 'partitions of each topic, fixed when they are made: some multiple of the evaluators that you may ever want',
}

/** Variables that the compose file takes from its surroundings, with the default that it has for them: null where the service's own default stands. */
export const composeVariables = (): ReadonlyMap<string, string | null> => {
  const text = readFileSync(join(TOP, 'docker-compose.yml'), 'utf8')
  const { services } = parse(text, { merge: true }) as {
    readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string | null>> }>>
  }
  const passed = Object.values(services).flatMap(({ environment = {} }) =>
    Object.entries(environment).flatMap(([name, value]) => (value === null ? [[name, null] as const] : [])),
  )
  const filled = [...text.matchAll(/\$\{(\w+):?-([^}]*)\}/gu)].map(([, name = '', fallback = '']) => [name, fallback] as const)
  return new Map([...filled, ...passed])
}

/** `.env.example`: every variable of the compose file, what it is, its unit and its default. */
export const environmentExample = (): string => {
  const settings = new Map(Object.values(ALL_SETTINGS).flatMap((each) => Object.values(each).map((setting) => [setting.name as string, setting] as const)))
  const entries = [...composeVariables()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, fallback]) => {
      const secret = name.endsWith('_FILE') ? settings.get(name.slice(0, -'_FILE'.length)) : undefined
      const purpose = settings.get(name)?.purpose ?? (secret ? `a file of the container that holds it instead: ${secret.purpose}` : OWN[name])
      if (purpose === undefined) throw new Error(`docker-compose.yml takes ${name}, which nothing reads`)
      return `# ${purpose}\n#${name}=${fallback ?? settings.get(name)?.fallback ?? ''}\n`
    })
  return `# Copy to .env and take away the # where another value than the one that is written here is wanted. Made from the code that reads them (npm run docs).\n\n${entries.join('\n')}`
}
