import type { z } from 'zod'
import { bureauItem, bureausHead } from './bureaus-file.ts'
import type { Draft, Entry, Listed, Report } from './draft.ts'
import { feedItem } from './feeds-file.ts'
import { indicatorItem } from './indicators-file.ts'
import { problemsOf } from './issue-words.ts'
import { noticeHead } from './notice-file.ts'
import type { RegistryProblem } from './problem.ts'
import { regionFile } from './region-file.ts'
import { OPTIONAL_FILES, REGISTRY_FILES, type RegistryFileName } from './registry-files.ts'
import { routeItem, routesHead } from './routes-file.ts'
import { jsonSchemaOf, valueAt } from './schema-at.ts'
import { targetItem } from './targets-file.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

/** Text of one file of the registry's folder, or null where there is none. */
export type FolderReader = (name: string) => string | null

/** What a report may have, in characters. */
const MAX_REPORT = 1 << 19

/** Reads each file by itself. `problems` has all that is wrong within one file. */
export function readDraft(read: FolderReader): { readonly draft: Draft; readonly problems: readonly RegistryProblem[] } {
  const names = [...Object.keys(REGISTRY_FILES), ...Object.keys(OPTIONAL_FILES).filter((name) => read(name) !== null)] as readonly FileName[]
  const outcomes = names.map((name) => [name, readFile(name, read)] as const)
  const files = Object.fromEntries(outcomes.map(([name, { file }]) => [name, file])) as Record<RegistryFileName, YamlFile | null> &
    Partial<Record<FileName, YamlFile | null>>
  const region = entryOf(files['region.yaml'], regionFile)
  const { report, problems } = readReport(region, read)
  const draft = {
    region,
    report,
    bureausHead: entryOf(files['bureaus.yaml'], bureausHead),
    routesHead: entryOf(files['routes.yaml'], routesHead),
    targets: listed(files['targets.yaml'], 'targets', targetItem),
    indicators: listed(files['indicators.yaml'], 'indicators', indicatorItem),
    bureaus: listed(files['bureaus.yaml'], 'bureaus', bureauItem),
    routes: listed(files['routes.yaml'], 'routes', routeItem),
    notice: entryOf(files['notice.yaml'] ?? null, noticeHead),
    feeds: listed(files['feeds.yaml'], 'feeds', feedItem),
  }
  return { draft, problems: [...outcomes.flatMap(([, outcome]) => outcome.problems), ...problems] }
}

type FileName = RegistryFileName | keyof typeof OPTIONAL_FILES

function readFile(name: FileName, read: FolderReader): { readonly file: YamlFile | null; readonly problems: readonly RegistryProblem[] } {
  const text = read(name)
  if (text === null) return { file: null, problems: [missing(name)] }
  const { file, problems } = readYaml(name, text)
  if (!file) return { file, problems }
  const schema: z.ZodType = { ...REGISTRY_FILES, ...OPTIONAL_FILES }[name]
  const parsed = schema.safeParse(file.value)
  return { file, problems: parsed.success ? [] : problemsOf({ file, schema: jsonSchemaOf(schema) }, parsed.error.issues) }
}

const missing = (file: string): RegistryProblem => ({
  file,
  line: 1,
  column: 1,
  wrong: 'the file is missing',
  right: 'add it; docs/registry.md says what stands in it',
})

function entryOf<T>(file: YamlFile | null, schema: z.ZodType<T>): Entry<T> | null {
  const parsed = schema.safeParse(file?.value)
  return file && parsed.success ? { item: parsed.data, file, path: [] } : null
}

function listed<T>(file: YamlFile | null, key: string, schema: z.ZodType<T>): Listed<T> {
  const list = valueAt(file?.value, [key])
  if (!file || !Array.isArray(list)) return { entries: [], ids: null }
  const entries = list.flatMap((raw: unknown, index) => {
    const parsed = schema.safeParse(raw)
    return parsed.success ? [{ item: parsed.data, file, path: [key, index] }] : []
  })
  return { entries, ids: new Set(list.map((raw) => valueAt(raw, ['id'])).filter((id) => typeof id === 'string')) }
}

function readReport(region: Draft['region'], read: FolderReader): { readonly report: Report | null; readonly problems: readonly RegistryProblem[] } {
  if (!region) return { report: null, problems: [] }
  const name = region.item.document.file
  const text = read(name)
  const refuse = (wrong: string, right: string) => ({
    report: null,
    problems: [region.file.problem(['document', 'file'], { wrong: `${name} ${wrong}`, right })],
  })
  if (text === null) return refuse('is not in the folder', 'add the text of the report, or correct the name')
  if (text.length > MAX_REPORT) return refuse(`has ${text.length} characters`, `keep it below ${MAX_REPORT}: the parts with the targets are enough`)
  if (text.startsWith('\uFEFF')) return refuse('begins with a byte order mark, which would shift every offset', 'save it as UTF-8 without BOM')
  return { report: { name, characters: [...text] }, problems: [] }
}
