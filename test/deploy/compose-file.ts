import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export const TOP = join(import.meta.dirname, '..', '..')

/** A service of the compose file, with its anchors and merges resolved. */
export interface ComposeService {
  readonly image: string
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly args: Readonly<Record<string, string>> }
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string | null>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly profiles?: readonly string[]
  readonly restart: string
  readonly read_only?: boolean
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly security_opt?: readonly string[]
  readonly cap_drop?: readonly string[]
  readonly entrypoint?: readonly string[]
  readonly deploy?: { readonly resources: { readonly limits: { readonly memory: string; readonly cpus: string } } }
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>
  readonly volumes: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
}

/** As the file is where nothing is set in `.env`. */
export const withDefaults = (text: string): string => text.replaceAll(/\$\{\w+:?-([^}]*)\}/gu, '$1')

export const composeFile = (): ComposeFile => parse(readFileSync(join(TOP, 'docker-compose.yml'), 'utf8'), { merge: true })
