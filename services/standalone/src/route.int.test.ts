import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { askJson, askShixu, newFolder } from './test/ask-shixu.ts'

interface Line {
  readonly recipient: string
  readonly role: string
  readonly route: string
  readonly channels: readonly { readonly channel: string; readonly reaches: boolean }[]
  readonly earliest: string
}

const COUNTY = join(import.meta.dirname, '../../../seeds/demo-county')

/** The invented county with other routes. */
const countyWith = (routes: string): string => {
  const folder = join(newFolder(), 'county')
  cpSync(COUNTY, folder, { recursive: true })
  const path = join(folder, 'routes.yaml')
  writeFileSync(path, `${readFileSync(path, 'utf8').split('\nroutes:')[0]}\n${routes}\n`)
  return folder
}

const heard = async (...args: readonly string[]) =>
  (await askJson<Line>({}, 'route', '--region', 'demo-county', ...args)).map(({ recipient, role, route }) => [recipient.slice('999901/'.length), role, route])

describe('who would hear', () => {
  it('is told with the role and the route', async () => {
    expect(await heard('--target', 'investment-attracted')).toEqual([
      ['commerce/liaison', 'lead', 'everything-else'],
      ['development/liaison', 'supporting', 'everything-else'],
    ])
    expect(await heard('--target', 'investment-attracted', '--event', 'escalated', '--step', 'supervision')).toEqual([
      ['commerce/liaison', 'lead', 'everything-else'],
      ['commerce/head', 'lead', 'everything-else'],
      ['supervision-office/supervision', 'supervision', 'everything-else'],
    ])
  })

  it('is told on one screen with what each route lacks, and from when on one may be disturbed', async () => {
    const { exit, said } = await askShixu({}, 'route', '--region', 'demo-county', '--target', 'investment-attracted', '--light', 'red')
    expect(exit).toBe(0)
    const page = said.join('\n')
    expect(page).toMatch(/works-past-due +不符：kinds、alerts/u)
    expect(page).toMatch(/everything-else +采用/u)
    expect(page).toMatch(/999901\/commerce\/liaison .*maildir +\d{4}-\d\d-\d\d (?:0[89]|1[0-7]):\d\d/u)
  })

  it('by a channel that cannot reach him is said, and passed on', async () => {
    const folder = countyWith('routes:\n  - { id: all, match: {}, to: [lead], channels: [wecom-app, maildir] }')
    const [line] = await askJson<Line>({}, 'route', '--region', folder, '--target', 'investment-attracted')
    expect(line?.channels).toEqual([
      { channel: 'wecom-app', reaches: false },
      { channel: 'maildir', reaches: true },
    ])
    expect((await askShixu({}, 'route', '--region', folder, '--target', 'investment-attracted')).said.join('\n')).toContain('(wecom-app) → maildir')
  })

  it('is nobody where no route matches', async () => {
    const folder = countyWith('routes:\n  - { id: ended, match: { events: [closed] }, to: [lead], channels: [maildir] }')
    const { exit, told } = await askShixu({}, 'route', '--region', folder, '--target', 'investment-attracted')
    expect({ exit, told }).toEqual({ exit: 1, told: ['shixu: Nobody would hear of it: no route matches.'] })
  })

  it('of a kind that the target cannot have is refused', async () => {
    expect(await askShixu({}, 'route', '--region', 'demo-county', '--target', 'investment-attracted', '--kind', 'past-due')).toMatchObject({ exit: 2 })
  })
})

test.each([
  [
    'doubled',
    '  - { id: a, match: {}, to: [lead], channels: [maildir], continue: true }\n  - { id: b, match: {}, to: [lead], channels: [maildir] }',
    /route "b" is doubled: "a" above it/u,
  ],
  [
    'never reached',
    '  - { id: a, match: {}, to: [lead], channels: [maildir] }\n  - { id: b, match: { kinds: [stock] }, to: [supporting], channels: [maildir] }',
    /route "b" is never reached/u,
  ],
  [
    'to nobody',
    '  - { id: a, match: { targets: [evening-classes] }, to: [supporting], channels: [maildir] }\n  - { id: b, match: {}, to: [lead], channels: [maildir] }',
    /routes\.yaml:\d+:\d+: route "a" leads to nobody/u,
  ],
  [
    'by a channel that reaches nobody',
    '  - { id: a, match: {}, to: [lead], channels: [wecom-robot] }',
    /bureaus\.yaml: commerce: route "a" tells .* by wecom-robot, and he has no robot/u,
  ],
  [
    'with hours that are none',
    '  - { id: a, match: {}, to: [lead], channels: [maildir], hours: { days: all, from: "18:00", to: "08:00" } }',
    /hours from 18:00 to 08:00 are none/u,
  ],
])('a route that is %s is a problem', async (_what, routes, words) => {
  const { exit, said } = await askShixu({}, 'registry', 'check', countyWith(`routes:\n${routes}`))
  expect(exit).toBe(1)
  expect(said.join('\n')).toMatch(words)
})

test('sentences of messages that name what there is not are problems, with their place', async () => {
  const folder = countyWith('routes:\n  - { id: all, match: {}, to: [lead], channels: [maildir] }')
  writeFileSync(join(folder, 'notice.yaml'), "ask-pace: '请答复'\nask-named: '{{单位}}'\nask-nothing: x\n")
  const { exit, said } = await askShixu({}, 'registry', 'check', folder)
  expect(exit).toBe(1)
  expect(said.join('\n')).toMatch(/notice\.yaml:2:\d+: "ask-named" has no field \{\{单位\}\}; its fields are \{\{牵头单位\}\}/u)
  expect(said.join('\n')).toMatch(/notice\.yaml:3:\d+: .*ask-nothing/u)
})
