import type { z } from 'zod'
import { didYouMean } from './nearest.ts'
import type { RegistryProblem } from './problem.ts'
import { expected, type JsonSchema, schemaAt, valueAt } from './schema-at.ts'
import { MOST_SAID, type Path, type YamlFile } from './yaml-file.ts'

type Issue = z.core.$ZodIssue

interface Place {
  readonly file: YamlFile
  readonly schema: JsonSchema
}

/** All that a schema finds wrong with a file, each with its place and with what would be right. */
export const problemsOf = (place: Place, issues: readonly Issue[]): readonly RegistryProblem[] =>
  issues
    .slice(0, MOST_SAID)
    .flatMap((issue) => problemsOfIssue(place, issue))
    .slice(0, MOST_SAID)

function problemsOfIssue({ file, schema }: Place, issue: Issue): readonly RegistryProblem[] {
  const about = whoseIs(file.value, issue.path)
  const here = schemaAt(schema, issue.path, file.value)
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(here.properties ?? {})
    return issue.keys.slice(0, MOST_SAID).map((key) => file.problem(issue.path, { wrong: `${about}unknown key "${key}"`, right: didYouMean(key, known), key }))
  }
  const name = nameOf(issue.path)
  const value = valueAt(file.value, issue.path)
  if (value === undefined) return [file.problem(issue.path, { wrong: `${about}${name} is missing`, right: `add it: ${expected(here)}${described(here)}` })]
  return [file.problem(issue.path, { wrong: `${about}${name} is ${shown(value)}`, right: rightFor(issue, here, value) })]
}

const described = ({ description }: JsonSchema): string => (description ? `. ${description}` : '')

function rightFor(issue: Issue, here: JsonSchema, value: unknown): string {
  const options = here.enum ?? (issue.code === 'invalid_union' && 'options' in issue ? issue.options?.map(String) : undefined)
  if (options && typeof value === 'string') return didYouMean(value, options)
  if (issue.code === 'invalid_type') return typeof value === 'number' && here.type === 'string' ? 'put it in quotes' : `write ${expected(here)}`
  return issue.message.startsWith('Invalid') ? `write ${expected(here)}` : `write ${issue.message}`
}

/** `foreign-trade: `, where the path leads into an entry that has an id. */
function whoseIs(value: unknown, path: Path): string {
  const id = path.length >= 2 ? valueAt(value, [...path.slice(0, 2), 'id']) : undefined
  return typeof id === 'string' ? `${id}: ` : ''
}

/** `"citation.start"`, without the list and the number of the entry. */
function nameOf(path: Path): string {
  const steps = path.length > 2 && typeof path[1] === 'number' ? path.slice(2) : path
  const name = steps.map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${String(step)}`)).join('')
  return name === '' ? 'the file' : `"${name.replace(/^\./u, '')}"`
}

const SHOWN = 60

function shown(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a group of keys'
  const text = JSON.stringify(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
