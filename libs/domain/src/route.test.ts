import { aCommand, aMilestone, anAlert, anAlertEvent, anAssessment, aTarget } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import type { Alert, AlertEvent, Step } from './alert.ts'
import type { Bureau, Contact, Route, RouteMatch } from './bureau.ts'
import { holderOf, mismatches, type Routes, route } from './route.ts'
import type { Target } from './target.ts'

const contact = (step: Step, email: string): Contact => ({ step, name: `${step}（虚构）`, email })
const bureau = (
  id: string,
  contacts: readonly Contact[] = [contact('liaison', `liaison@${id}.example.org`), contact('head', `head@${id}.example.org`)],
): Bureau => ({
  ...{ id, nameZh: `虚构${id}`, nameEn: id, duties: '' },
  contacts,
})

const aRoute = (over: Partial<Route> = {}): Route => ({ id: 'all', match: {}, to: ['lead'], channels: ['wecom', 'mail'], continue: false, ...over })

const OFFICE = bureau('office', [contact('supervision', 'office@example.org')])
const files = (routes: readonly Route[], bureaus: readonly Bureau[] = [bureau('commerce'), bureau('transport'), bureau('customs'), OFFICE]): Routes => ({
  ...{ bureaus, routes },
  supervision: 'office',
})

const event = (over: { readonly subject?: Partial<Target>; readonly alert?: Partial<Alert>; readonly type?: AlertEvent['type'] } = {}): AlertEvent =>
  anAlertEvent({ subject: aTarget(over.subject), alert: anAlert(over.alert), type: over.type ?? 'raised' })

const posts = (about: AlertEvent, routes: Routes) => route(about, routes).recipients.map(({ id }) => id.slice('999901/'.length))

describe('who hears of an alert event, by how far its ladder has come', () => {
  it.each([
    ['liaison', ['lead'], ['commerce/liaison']],
    ['head', ['lead'], ['commerce/liaison', 'commerce/head']],
    ['supervision', ['lead'], ['commerce/liaison', 'commerce/head', 'office/supervision']],
    ['liaison', ['lead', 'supporting'], ['commerce/liaison', 'transport/liaison', 'customs/liaison']],
    ['supervision', ['lead', 'supporting'], ['commerce/liaison', 'commerce/head', 'office/supervision', 'transport/liaison', 'customs/liaison']],
    ['supervision', ['supporting'], ['transport/liaison', 'customs/liaison']],
    ['liaison', [{ bureau: 'customs' }], ['customs/liaison']],
    ['liaison', [{ bureau: 'customs', step: 'head' }], ['customs/head']],
    ['supervision', [{ lead: 'head' }], ['commerce/liaison', 'commerce/head']],
    ['head', [{ lead: 'supervision' }], ['commerce/liaison', 'commerce/head']],
    ['supervision', [{ lead: 'liaison' }], ['commerce/liaison']],
    ['liaison', ['lead', { bureau: 'office' }], ['commerce/liaison', 'office/supervision']],
    ['supervision', ['lead', { bureau: 'office' }], ['commerce/liaison', 'commerce/head', 'office/supervision']],
  ] as const)('%s, to %o: %o', (step, to, expected) => {
    const supporting = ['transport', 'customs'].map((id) => ({ bureau: id, basis: 'assumed' as const }))
    expect(posts(event({ alert: { step }, subject: { supporting } }), files([aRoute({ to })]))).toEqual(expected)
  })
})

describe('who hears of what', () => {
  const supporting = [{ bureau: 'transport', basis: 'assumed' as const }]
  const routes = files([aRoute({ to: ['lead', 'supporting', { bureau: 'customs' }, { bureau: 'office' }] })])
  const all = ['commerce/liaison', 'transport/liaison', 'customs/liaison', 'office/supervision']

  it('a report that is not late yet is asked of its bureau, and of nobody in copy to it', () => {
    expect(posts(event({ alert: { kind: 'report-due' }, subject: { supporting } }), routes)).toEqual(['commerce/liaison'])
    expect(posts(event({ alert: { kind: 'report-due' }, type: 'reminded', subject: { supporting } }), routes)).toEqual(['commerce/liaison'])
    expect(posts(event({ alert: { kind: 'overdue' }, subject: { supporting } }), routes)).toEqual(all)
  })

  it.each(['raised', 'eased', 'worsened', 'resolved', 'corrected', 'closed', 'withdrawn'] as const)('all of what happens to the target: %s', (type) => {
    expect(posts(event({ type, subject: { supporting } }), routes)).toEqual(all)
  })

  it.each([
    ['escalated', 'head', ['commerce/liaison', 'commerce/head']],
    ['escalated', 'supervision', ['commerce/liaison', 'commerce/head', 'office/supervision']],
    ['acknowledged', 'liaison', ['commerce/liaison', 'office/supervision']],
    ['reminded', 'head', ['commerce/liaison', 'commerce/head', 'office/supervision']],
  ] as const)('whoever is only in copy does not hear that it was %s to the %s', (type, step, expected) => {
    expect(posts(event({ type, alert: { step }, subject: { supporting } }), routes)).toEqual(expected)
  })

  it.each([
    [
      'where the route names the event',
      { match: { events: ['escalated'] }, to: ['lead', 'supporting'] },
      ['commerce/liaison', 'commerce/head', 'transport/liaison'],
    ],
    ['where nobody else would hear', { to: ['supporting', { bureau: 'customs' }] }, ['transport/liaison', 'customs/liaison']],
  ] as const)('he does %s', (_, over, expected) => {
    expect(posts(event({ type: 'escalated', alert: { step: 'head' }, subject: { supporting } }), files([aRoute(over)]))).toEqual(expected)
  })
})

describe('which route decides', () => {
  const to = (id: string, over: Partial<Route> = {}) => aRoute({ id, to: [{ bureau: id }], ...over })

  it.each([
    ['the first that matches', [to('customs'), to('transport')], ['customs/liaison'], 'customs'],
    [
      'the next too where it says so',
      [to('customs', { continue: true }), to('transport'), to('commerce')],
      ['customs/liaison', 'transport/liaison'],
      'customs+transport',
    ],
    ['the last though it says so', [to('customs', { continue: true })], ['customs/liaison'], 'customs'],
    ['none that does not match', [to('customs', { match: { kinds: ['stock'] } }), to('transport')], ['transport/liaison'], 'transport'],
    ['none at all', [to('customs', { match: { kinds: ['stock'] } })], [], ''],
  ] as const)('%s', (_name, routes, expected, why) => {
    expect(posts(event(), files(routes))).toEqual(expected)
    expect(route(event(), files(routes)).why).toBe(why)
  })

  it.each([
    [{}, true],
    [{ targets: ['invented-exports'] }, true],
    [{ targets: ['another'] }, false],
    [{ kinds: ['growth', 'stock'] }, true],
    [{ kinds: ['stock'] }, false],
    [{ firmness: ['firm'] }, true],
    [{ firmness: ['strive'] }, false],
    [{ alerts: ['pace'] }, true],
    [{ alerts: ['overdue'] }, false],
    [{ events: ['raised'] }, true],
    [{ events: ['resolved'] }, false],
    [{ lights: ['red'] }, true],
    [{ lights: ['green'] }, false],
    [{ kinds: ['growth'], lights: ['green'] }, false],
    [{ regions: ['999901'] }, true],
    [{ regions: ['42', '99'] }, true],
    [{ regions: ['42'] }, false],
  ] as const)('a match of %o: %s', (match, expected) => {
    expect(posts(event(), files([aRoute({ match: match as RouteMatch })])).length > 0).toBe(expected)
  })

  it.each([
    [{ alerts: ['overdue'] }, true],
    [{ alerts: ['report-due'] }, true],
    [{ alerts: ['pace'] }, false],
  ] as const)('of a report that is asked for before its day, a match of %o: %s', (match, expected) => {
    expect(posts(event({ alert: { kind: 'report-due' } }), files([aRoute({ match: match as RouteMatch })])).length > 0).toBe(expected)
  })

  it('is every one that matches where all are taken', () => {
    const routes = [to('customs'), to('transport', { match: { kinds: ['stock'] } }), to('commerce')]
    expect(posts(event(), { ...files(routes), take: 'all' })).toEqual(['customs/liaison', 'commerce/liaison'])
  })

  it('says what does not hold', () => {
    expect(mismatches({ kinds: ['stock'], lights: ['green'], regions: ['42'] }, event())).toEqual(['kinds', 'lights', 'regions'])
  })

  it('goes by what was announced where there is no assessment', () => {
    const about = { ...event({ alert: { announced: { period: null, light: 'grey', done: null } } }), assessment: null }
    expect(posts(about, files([aRoute({ match: { lights: ['grey'] } })]))).toEqual(['commerce/liaison'])
    expect(posts({ ...about, assessment: anAssessment({ light: 'green' }) }, files([aRoute({ match: { lights: ['grey'] } })]))).toEqual([])
  })
})

it('a correction reaches those who heard of the light that was wrong', () => {
  const corrected = {
    ...anAlertEvent({ type: 'corrected', assessment: anAssessment({ light: 'green' }) }),
    before: { period: '2024-05', light: 'red', done: 3.1, outcome: null } as const,
  }
  expect(posts(corrected, files([aRoute({ match: { lights: ['red'] } })]))).toEqual(['commerce/liaison'])
})

it('a silence is seen by the supervision office, whatever the route says', () => {
  const silenced = anAlertEvent({ type: 'acknowledged', why: 'silenced', command: aCommand({ kind: 'silence' }) })
  expect(posts(silenced, files([aRoute({ to: ['lead'] })]))).toEqual(['commerce/liaison', 'office/supervision'])
})

describe('nobody', () => {
  it('is told twice, by two routes or in two capacities, and the first route counts', () => {
    const routes = [aRoute({ id: 'one', continue: true }), aRoute({ id: 'two', to: ['supporting', { bureau: 'commerce' }, 'lead'], channels: ['mail'] })]
    const about = event({ subject: { supporting: [{ bureau: 'commerce', basis: 'assumed' }] } })
    expect(route(about, files(routes)).recipients).toEqual([
      {
        id: '999901/commerce/liaison',
        bureau: 'commerce',
        contact: contact('liaison', 'liaison@commerce.example.org'),
        role: 'lead',
        channels: ['wecom', 'mail'],
        route: 'one',
      },
    ])
  })

  it('is told twice at one address', () => {
    const commerce = bureau('commerce', [contact('liaison', 'same@example.org'), contact('head', 'Same@Example.org')])
    expect(posts(event({ alert: { step: 'head' } }), files([aRoute()], [commerce]))).toEqual(['commerce/liaison'])
  })

  it.each([
    ['wecom-app', { wecom: ['liaison'] }, { wecom: ['head'] }, ['commerce/liaison', 'commerce/head']],
    ['wecom-app', { wecom: ['Duty'] }, { wecom: ['duty'] }, ['commerce/liaison']],
    ['wecom-app', { wecom: ['duty'] }, { wecom: ['duty', 'head'] }, ['commerce/liaison', 'commerce/head']],
    ['wecom-app', {}, {}, ['commerce/liaison']],
    ['wecom-robot', { robot: 'exports' }, { robot: 'heads' }, ['commerce/liaison', 'commerce/head']],
    ['wecom-robot', { robot: 'exports' }, { robot: 'exports' }, ['commerce/liaison']],
    ['smtp', { wecom: ['liaison'] }, { wecom: ['head'] }, ['commerce/liaison']],
  ] as const)('is left out by %s, where %o and %o share the mailbox of an office: %o', (channel, liaison, head, expected) => {
    const commerce = bureau('commerce', [
      { ...contact('liaison', 'office@example.org'), ...liaison },
      { ...contact('head', 'office@example.org'), ...head },
    ])
    expect(posts(event({ alert: { step: 'head' } }), files([aRoute({ channels: [channel, 'smtp'] })], [commerce]))).toEqual(expected)
  })

  it('is left out who shares a post', () => {
    const commerce = bureau('commerce', [contact('liaison', 'a@example.org'), contact('liaison', 'b@example.org')])
    expect(posts(event(), files([aRoute()], [commerce]))).toEqual(['commerce/liaison', 'commerce/liaison-2'])
  })

  it('holding a post, whoever else the bureau has stands in, and the vacancy is named', () => {
    const commerce = bureau('commerce', [contact('head', 'head@example.org')])
    const { recipients, vacant } = route(event(), files([aRoute()], [commerce]))
    expect(recipients.map(({ id }) => id)).toEqual(['999901/commerce/head'])
    expect(vacant).toEqual(['commerce/liaison'])
  })

  it('reachable in a bureau, or no such bureau, is a vacancy and no recipient', () => {
    const { recipients, vacant } = route(event({ alert: { step: 'supervision' } }), files([aRoute()], [bureau('commerce', [])]))
    expect(recipients).toEqual([])
    expect(vacant).toEqual(['commerce/liaison', 'commerce/head', 'office/supervision'])
  })
})

it('a milestone goes the same ways', () => {
  const about = anAlertEvent({ subject: aMilestone(), alert: anAlert({ kind: 'past-due' }) })
  expect(posts(about, files([aRoute({ match: { kinds: ['milestone'], alerts: ['past-due'] } })]))).toEqual(['commerce/liaison'])
})

describe('the holder of a post', () => {
  const { bureaus } = files([], [bureau('commerce', [contact('liaison', 'a@example.org'), contact('liaison', 'b@example.org')]), bureau('e-commerce'), OFFICE])

  it.each([
    ['999901/commerce/liaison', 'a@example.org'],
    ['999901/commerce/liaison-2', 'b@example.org'],
    ['999901/e-commerce/head', 'head@e-commerce.example.org'],
    ['999901/office/supervision', 'office@example.org'],
    ['999901/commerce/liaison-3', undefined],
    ['999901/commerce/head', undefined],
    ['999901/gone/liaison', undefined],
    ['', undefined],
  ])('%s is %s', (id, email) => {
    expect(holderOf(id, bureaus)?.contact.email).toBe(email)
  })
})
