import { createAlertmanager, createApplication, createMaildir, createRobot, createSmtp } from '@shixu/adapters/channels'
import { openStores, type Stores } from '@shixu/adapters/store'
import type { Directory } from '@shixu/domain'
import { type Channel, type Clock, createNotifier, type Notifier } from '@shixu/pipeline'
import { LADDER } from '@shixu/testkit'

/** Where a notifier finds its store and the far ends. */
export interface FarEnds {
  readonly database: string
  readonly wecom: string
  readonly mailPort: number
  readonly alertmanager: string
  readonly maildir: string
  /** When the campaign began: from then on the wall runs faster, the same in every process. */
  readonly began: number
}

export const BUREAUS = Array.from({ length: 10 }, (_, at) => `bureau-${at}`)
const ROUTES = [['wecom-robot', 'smtp'], ['smtp', 'wecom-robot'], ['wecom-app', 'smtp'], ['alertmanager'], ['maildir']] as const

/** Each bureau has a robot of its own, whose key is its id, and a member of its name. */
export const directory: Directory = {
  nameZh: '虚构市',
  invented: true,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: BUREAUS.map((id) => ({
    ...{ id, nameZh: `虚构${id}`, nameEn: id, duties: '' },
    contacts: [{ step: 'liaison', name: '联络员（虚构）', email: `${id}@example.org`, robot: id, wecom: [id] }],
  })),
  indicators: [],
  routes: ROUTES.map((channels, at) => ({
    ...{ id: `route-${at}`, to: ['lead'], channels, continue: false },
    match: { targets: targetsOf(BUREAUS.filter((_, index) => index % ROUTES.length === at)) },
  })),
  supervision: 'office',
  ladder: LADDER,
}

/** Targets of many rounds: each event has one of its own, whose name is found again at the far end. */
function targetsOf(bureaus: readonly string[]): readonly string[] {
  return bureaus.flatMap((bureau) => Array.from({ length: 200 }, (_, round) => targetOf(bureau, round)))
}

export function targetOf(bureau: string, round: number): string {
  return `${bureau}-round-${String(round).padStart(3, '0')}`
}

/** As the fake has it unless it is told otherwise. */
const APPLICATION = { corp: 'ww-invented', agent: 1_000_002, secret: 'invented-secret' } as const

const FASTER = 600

/** A wall that runs faster: what waits for a quarter of an hour waits for a second and a half. */
export const wallOf = ({ began }: Pick<FarEnds, 'began'>): Clock => ({
  now: () => Math.round(began + (Date.now() - began) * FASTER),
  today: () => '2030-01-01',
})

const channelsOf = ({ wecom, mailPort, alertmanager, maildir, ...ends }: FarEnds, { limiter, progress }: Stores): readonly Channel[] => {
  const calendar = { now: () => Date.parse('2024-06-20T09:00:00+08:00') }
  const wall = wallOf(ends)
  return [
    createRobot({ base: wecom, robots: new Map(BUREAUS.map((id) => [id, id])), limiter, progress, wall }),
    createApplication({ application: { base: wecom, ...APPLICATION }, limiter, progress, wall, promiseDays: 7 }),
    createAlertmanager({ urls: [alertmanager], page: 'https://shixu.example.org/{region}/{year}/{target}', wall }),
    createSmtp({
      server: { host: '127.0.0.1', port: mailPort, tls: 'none', connections: 2 },
      from: { name: '时序监测', address: 'shixu@example.org' },
      calendar,
    }),
    createMaildir({ root: maildir, calendar }),
  ]
}

export const notifierAt = (ends: FarEnds, stores: Stores): Notifier =>
  createNotifier({
    ...{ outbox: stores.outbox, log: { append: async () => undefined }, channels: channelsOf(ends, stores), directory: () => directory },
    ...{ random: Math.random, holder: String(process.pid), replay: false, graceMs: 0, pauses: { msAfterRound: 20, msAfterFault: 50 } },
    // By the faster wall this is two seconds, and a lease is over after four.
    tryMs: 1_200_000,
    calendar: { now: () => 0, today: () => '2024-12-31' },
    wall: wallOf(ends),
  })

if (process.argv[1] === import.meta.filename) {
  const ends = JSON.parse(String(process.argv[2])) as FarEnds
  const stores = await openStores(ends.database)
  process.stdout.write('begun\n')
  await notifierAt(ends, stores).run(new AbortController().signal)
}
