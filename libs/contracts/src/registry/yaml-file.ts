import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import type { RegistryProblem } from './problem.ts'

export type Path = readonly PropertyKey[]

/** A registry file that was read: its plain value, and the place of everything in it. */
export interface YamlFile {
  readonly name: string
  readonly value: unknown
  /** A problem at a value, or at the nearest thing around it that is there; at its key where `key` is given. */
  problem(path: Path, words: { readonly wrong: string; readonly right: string; readonly key?: string }): RegistryProblem
}

/** What a hand-written file may weigh, in characters. */
const MAX_TEXT = 1 << 19

/** More problems of one file than this are not said: whoever mends these sees the rest. */
export const MOST_SAID = 100

const DEEP = 'lists and groups are nested too deeply to be read'

interface Parsed {
  readonly name: string
  readonly document: Document.Parsed
  readonly lines: LineCounter
}

/** Reads one YAML file: plain maps, lists and scalars only. What could swell (anchors, aliases, merges, tags) is refused. */
export function readYaml(name: string, text: string): { readonly file: YamlFile | null; readonly problems: readonly RegistryProblem[] } {
  if (text.length > MAX_TEXT) return { file: null, problems: [whole(name, `the file has ${text.length} characters`, `keep it below ${MAX_TEXT}`)] }
  try {
    return interpret(name, text)
  } catch (error) {
    // The parser descends by recursion; a bottomless nesting ends its stack.
    if (!(error instanceof RangeError)) throw error
    return { file: null, problems: [whole(name, DEEP, 'write them as shown in docs/registry.md')] }
  }
}

function interpret(name: string, text: string): { readonly file: YamlFile | null; readonly problems: readonly RegistryProblem[] } {
  const lines = new LineCounter()
  // The parser's own search for doubled keys is quadratic; `findRefused` has a linear one.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, merge: false })
  const parsed: Parsed = { name, document, lines }
  // Behind the first slip the parser has lost its way, and what it says there misleads.
  const broken = [...document.errors, ...document.warnings].slice(0, 1).map((error) => syntaxProblem(parsed, error))
  const refused = broken.length > 0 ? [] : findRefused(parsed)
  if (broken.length + refused.length > 0) return { file: null, problems: [...broken, ...refused].slice(0, MOST_SAID) }
  return { file: { name, value: document.toJS({ maxAliasCount: 0 }), problem: (path, words) => problemAt(parsed, path, words) }, problems: [] }
}

const whole = (file: string, wrong: string, right: string): RegistryProblem => ({ file, line: 1, column: 1, wrong, right })

const syntaxProblem = (parsed: Parsed, { pos, message, code }: YAMLError): RegistryProblem => ({
  ...placed(parsed, pos[0]),
  wrong: message.includes('call stack') ? DEEP : `this is not YAML: ${message}`,
  right: code === 'TAB_AS_INDENT' ? 'indent with spaces' : 'look at quotes, colons and indents here and in the line above; the rest of the file was not read',
})

function placed({ name, lines }: Parsed, offset: number): { readonly file: string; readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset)
  return { file: name, line: Math.max(1, line), column: Math.max(1, col) }
}

const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0)

function findRefused(parsed: Parsed): readonly RegistryProblem[] {
  const problems: RegistryProblem[] = []
  const refuse = (node: unknown, wrong: string, right: string) => problems.push({ ...placed(parsed, startOf(node)), wrong, right })
  visit(parsed.document, {
    Node: (_key, node) => {
      if (isAlias(node)) refuse(node, `"*${node.source}" repeats another value`, 'write the value out')
      else if (node.anchor) refuse(node, `"&${node.anchor}" names a value for repetition`, 'leave it out, and write values out where they are needed')
      else if (node.tag && !node.tag.startsWith('tag:yaml.org,2002:')) refuse(node, `"${node.tag}" is a tag`, 'leave it out')
    },
    Map: (_key, map) => {
      for (const key of doubledKeys(map)) refuse(key, `key "${key.value}" stands twice in one group`, 'keep one of them')
    },
  })
  return problems
}

function doubledKeys(map: YAMLMap) {
  const seen = new Set<unknown>()
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key)) return []
    const doubled = seen.has(key.value)
    seen.add(key.value)
    return doubled ? [key] : []
  })
}

function problemAt(parsed: Parsed, path: Path, { wrong, right, key }: { wrong: string; right: string; key?: string }): RegistryProblem {
  const node = nodeAt(parsed.document.contents, path)
  const named = key !== undefined && isMap(node) ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key : undefined
  return { ...placed(parsed, startOf(named ?? node)), wrong, right }
}

/** The node at a path, or the last one on the way that is there. */
function nodeAt(root: Node | null, path: Path): Node | null {
  let node = root
  for (const step of path) {
    if (!isCollection(node) || !(isMap(node) || isSeq(node))) return node
    const next = node.get(typeof step === 'symbol' ? String(step) : step, true)
    if (!isNode(next)) return node
    node = next
  }
  return node
}
