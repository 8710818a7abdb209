import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { askJson, askShixu, newFolder, type Settings } from './test/ask-shixu.ts'

interface Line {
  readonly recipient: string
  readonly role: string
  readonly route: string
  readonly channels: readonly { readonly channel: string; readonly reaches: boolean; readonly set_up: boolean }[]
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
      { channel: 'wecom-app', reaches: false, set_up: false },
      { channel: 'maildir', reaches: true, set_up: true },
    ])
    expect((await askShixu({}, 'route', '--region', folder, '--target', 'investment-attracted')).said.join('\n')).toContain('(wecom-app)[未配置] → maildir')
  })

  it('by a channel that is not set up is said, and it is a problem where there is no other', async () => {
    const folder = countyWith('routes:\n  - { id: all, match: {}, to: [lead], channels: [alertmanager, maildir] }')
    const asked = (settings: Settings) => askShixu(settings, 'route', '--region', folder, '--target', 'investment-attracted')
    const page = (await asked({})).said.join('\n')
    expect(page).toContain('alertmanager[未配置] → maildir')
    expect(page).toContain('此处未配置：alertmanager；通知将略过')
    const set = (await asked({ SHIXU_ALERTMANAGER_URLS: 'http://127.0.0.1:9093' })).said.join('\n')
    expect(set).toContain('alertmanager → maildir')
    expect(set).not.toContain('未配置')
    const alone = countyWith('routes:\n  - { id: all, match: {}, to: [lead], channels: [alertmanager] }')
    expect(await askShixu({}, 'route', '--region', alone, '--target', 'investment-attracted')).toMatchObject({
      exit: 1,
      told: [expect.stringContaining('Nothing would reach 999901/commerce/liaison')],
    })
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
    'never reached, since what is overdue takes the asking for it too,',
    '  - { id: a, match: { alerts: [overdue] }, to: [lead], channels: [maildir] }\n  - { id: b, match: { alerts: [report-due] }, to: [supporting], channels: [maildir] }',
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
    /bureaus\.yaml:\d+:\d+: commerce: route "a" tells .* by wecom-robot, and he has no robot/u,
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

test('problems of channels and feeds stand at their line, in the order of the files', async () => {
  const folder = countyWith('routes:\n  - id: all\n    match: {}\n    to: [lead]\n    channels: [post, wecom-robot]')
  const lineOf = (file: string, words: string) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(words)) + 1
  const feeds = join(folder, 'feeds.yaml')
  const changed = [
    ['format: table', 'format: tabel'],
    ['"30 10 * * *"', '"99 10 * * *"'],
    ['      layout: json', '      layuot: json'],
  ] as const
  writeFileSync(
    feeds,
    changed.reduce((text, [from, to]) => text.replace(from, to), readFileSync(feeds, 'utf8')),
  )
  const { exit, said } = await askShixu({}, 'registry', 'check', folder)
  expect(exit).toBe(1)
  const places = said.map((line) => line.slice(folder.length + 1))
  expect(places).toEqual(places.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true })))
  const at = (file: string, line: number) => places.filter((place) => place.startsWith(`${file}:${line}:`))
  expect(at('bureaus.yaml', lineOf('bureaus.yaml', '商务联络员'))).toEqual([expect.stringMatching(/: commerce: route "all" tells 商务联络员/u)])
  expect(at('routes.yaml', lineOf('routes.yaml', 'post'))).toEqual([expect.stringMatching(/^routes\.yaml:\d+:16: route "all": there is no channel "post"/u)])
  expect(at('feeds.yaml', lineOf('feeds.yaml', 'tabel'))).toEqual([expect.stringContaining('format "tabel" is not known')])
  expect(at('feeds.yaml', lineOf('feeds.yaml', '"99 10'))).toEqual([expect.stringMatching(/^feeds\.yaml:\d+:15: feed "demo-survey": schedule/u)])
  expect(at('feeds.yaml', lineOf('feeds.yaml', 'layuot'))).toEqual([
    expect.stringMatching(/^feeds\.yaml:\d+:7: feed "demo-survey": options: unknown key "layuot"/u),
  ])
})
