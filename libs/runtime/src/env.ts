import { readFileSync } from 'node:fs'

/** One setting: its variable, what it is for, and how its text becomes a value. The table in `docs/configuration.md` is made from these. */
export interface Setting<T> {
  readonly name: `SHIXU_${string}`
  readonly purpose: string
  /** Text of the default; a setting without one must be given. */
  readonly fallback?: string
  /** Never told. It may be given by a file instead, which `<name>_FILE` names: then it is in no process list and no dump of the environment. */
  readonly secret?: boolean
  /** The value, or what would be right: `a port from 1 to 65535`. */
  read(text: string): { readonly value: T } | { readonly wanted: string }
}

/** What a table of settings is read as. */
export type Values<S extends Record<string, Setting<unknown>>> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never }

/** All problems of the environment at once. The message names each variable, what it holds (never a secret's value) and what would be right. */
export class EnvironmentFault extends Error {
  override readonly name = 'EnvironmentFault'
}

/** Reads the settings from the environment, once. Throws one `EnvironmentFault` that tells all problems together. */
export const readEnv = <S extends Record<string, Setting<unknown>>>(settings: S, environment: Readonly<Record<string, string | undefined>>): Values<S> => {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries(settings)) {
    const given = givenIn(environment, setting)
    if ('problem' in given) {
      problems.push(given.problem)
      continue
    }
    const reading = setting.read(given.text)
    if ('value' in reading) values[key] = reading.value
    else problems.push(`${setting.name}${setting.secret ? '' : ` is "${given.text}"`}: expected ${reading.wanted}`)
  }
  if (problems.length > 0) throw new EnvironmentFault(problems.join('\n'))
  return values as Values<S>
}

type Given = { readonly text: string } | { readonly problem: string }

/** A secret's file ends in a line break where an editor wrote it; that is no part of it. */
const givenIn = (environment: Readonly<Record<string, string | undefined>>, { name, purpose, fallback, secret }: Setting<unknown>): Given => {
  const text = environment[name] ?? fallback
  const file = secret ? environment[`${name}_FILE`] : undefined
  if (file !== undefined && environment[name] !== undefined) return { problem: `${name} and ${name}_FILE are both set: take one away` }
  if (file !== undefined) return readSecret(name, file)
  return text === undefined ? { problem: `${name} is not set${secret ? `, and neither is ${name}_FILE` : ''}: ${purpose}` } : { text }
}

const readSecret = (name: string, file: string): Given => {
  try {
    return { text: readFileSync(file, 'utf8').replace(/\r?\n$/u, '') }
  } catch (fault) {
    return { problem: `${name}_FILE is "${file}": the file cannot be read (${(fault as NodeJS.ErrnoException).code})` }
  }
}

type Naming = Pick<Setting<unknown>, 'name' | 'purpose'> & { readonly fallback?: string }

/** A text that is not empty. */
export const text = (naming: Naming): Setting<string> => ({
  ...naming,
  read: (given) => (given.trim() === '' ? { wanted: 'a text that is not empty' } : { value: given.trim() }),
})

/** A whole number within bounds. */
export const wholeNumber = (naming: Naming & { readonly from: number; readonly to: number }): Setting<number> => {
  const { from, to, ...rest } = naming
  return {
    ...rest,
    read: (given) => {
      const value = Number(given)
      const right = /^\d+$/.test(given) && value >= from && value <= to
      return right ? { value } : { wanted: `a whole number from ${from} to ${to}` }
    },
  }
}

/** One of a few words. */
export const oneOf = <T extends string>(naming: Naming & { readonly words: readonly T[] }): Setting<T> => {
  const { words, ...rest } = naming
  return {
    ...rest,
    read: (given) => {
      const value = words.find((word) => word === given)
      return value === undefined ? { wanted: `one of ${words.join(', ')}` } : { value }
    },
  }
}

/** Words with commas between them; empty is none. */
export const list = (naming: Naming): Setting<readonly string[]> => ({
  ...naming,
  read: (given) => ({
    value: given
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  }),
})

/** The same setting where it may be left out: empty is null. */
export const perhaps = <T>(setting: Setting<T>): Setting<T | null> => ({
  ...setting,
  fallback: '',
  read: (given) => (given.trim() === '' ? { value: null } : setting.read(given)),
})
