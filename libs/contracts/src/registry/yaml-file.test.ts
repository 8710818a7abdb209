import { describe, expect, it } from 'vitest'
import { sayProblem } from './problem.ts'
import { readYaml } from './yaml-file.ts'

const LAUGHS = 'a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c]\n'

describe('what could swell or mean something else is refused with its place', () => {
  it.each([
    ['a value named for repetition', 'a: &x 1\n', 'f.yaml:1:7: "&x" names a value for repetition; leave it out'],
    ['a value repeated', LAUGHS, 'f.yaml:2:8: "*a" repeats another value; write the value out'],
    ['a tag', 'a: !!js/function 1\n', 'f.yaml:1:4: this is not YAML: Unresolved tag: tag:yaml.org,2002:js/function'],
    ['a tag of its own', 'a: !x 1\n', 'f.yaml:1:4: this is not YAML: Unresolved tag: !x'],
    ['a doubled key', 'a: 1\nb: 2\na: 3\n', 'f.yaml:3:1: key "a" stands twice in one group; keep one of them'],
    ['a tab as indent', 'a:\n\tb: 1\n', 'f.yaml:2:1: this is not YAML: '],
    ['two documents', 'a: 1\n---\nb: 2\n', 'f.yaml:2:1: this is not YAML: Source contains multiple documents'],
    ['an open bracket', 'a: [1, 2\nb: 3\n', 'f.yaml:2:1: this is not YAML: '],
    ['a bottomless list', '['.repeat(20_000), 'lists and groups are nested too deeply to be read'],
    ['bottomless dashes', '- '.repeat(20_000), 'lists and groups are nested too deeply to be read'],
    ['a file of half a megabyte', '#'.repeat((1 << 19) + 1), 'f.yaml:1:1: the file has 524289 characters; keep it below 524288'],
  ])('%s', (_name, text, said) => {
    const { file, problems } = readYaml('f.yaml', text)
    expect(file).toBeNull()
    expect(problems.map(sayProblem)).toContainEqual(expect.stringContaining(said))
    expect(problems.length).toBeLessThanOrEqual(100)
  })

  it('a merge key is a key like any other, and one of the prototype changes nothing but itself', () => {
    expect(readYaml('f.yaml', '<<: { a: 1 }\n').file?.value).toStrictEqual({ '<<': { a: 1 } })
    expect(readYaml('f.yaml', '__proto__: { polluted: true }\n').problems).toStrictEqual([])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('a file that was read knows where everything stands', () => {
  const { file } = readYaml('f.yaml', '# heading\nlist:\n  - id: a\n    value: 1\n  - { id: b, value: 2 }\n')

  it.each([
    [['list', 0, 'value'], undefined, '4:12'],
    [['list', 0], 'value', '4:5'],
    [['list', 1, 'value'], undefined, '5:21'],
    [['list', 1, 'missing'], undefined, '5:5'],
    [['list', 7, 'id'], undefined, '3:3'],
    [['missing'], undefined, '2:1'],
    [[], 'missing', '2:1'],
  ])('%j, key %s → %s', (path, key, place) => {
    const problem = file?.problem(path, { wrong: 'w', right: 'r', ...(key === undefined ? {} : { key }) })
    expect(`${problem?.line}:${problem?.column}`).toBe(place)
  })
})
