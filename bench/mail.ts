/** `npm run bench:mail`: digests through the SMTP channel to a mail server in a process of its own, without charts and with them. `node bench/mail.ts sink` is that server. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { createSmtp } from '@shixu/adapters/channels'
import { type Charts, createCharts } from '@shixu/adapters/charts'
import type { AlertEvent } from '@shixu/domain'
import type { Channel, Message } from '@shixu/pipeline/ports'
import { aDigest, aDrawnAlert, aMessage, anAlert, aTarget } from '@shixu/testkit'
import { startMailServer } from '@shixu/testkit/mail-server'

const [PLAIN, WITH_CHART, DRAWN] = [3_000, 400, 200]
/** Of one alert: its bureau's, the supporting one's, the supervision's, and a leader. */
const READERS = 4
/** As many as the notifier tries at a time on one channel. */
const AT_ONCE = 16
/** As many as a service has unless it is told otherwise. */
const CONNECTIONS = Number(process.env.SHIXU_SMTP_CONNECTIONS ?? 3)

/** Each has a name of its own, so that no picture is another's. */
const alertOf = (at: number): AlertEvent => {
  const id = `invented-${at}`
  const subject = aTarget({ id, nameZh: `虚构出口额之${at}` })
  return aDrawnAlert({ sequence: [0, at, 0], subject, alert: anAlert({ target: `999901/2024/${id}` }) })
}

/** `READERS` digests in a row are of one alert. */
const digestOf = (at: number): Message => {
  const { recipient } = aMessage()
  return aDigest([alertOf(Math.floor(at / READERS))], { id: `notice-${at}`, recipient: { ...recipient, id: `999901/bureau-${at % READERS}/liaison` } })
}

interface Spent {
  readonly seconds: number
  /** Of the processor, in this process. */
  readonly cpu: number
}

const spend = async (work: () => Promise<unknown>): Promise<Spent> => {
  const [began, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - began) / 1_000, cpu: (user + system) / 1e6 }
}

const deliverAll = async (channel: Channel, messages: readonly Message[]): Promise<void> => {
  const left = messages.values()
  const sender = async () => {
    for (const message of left) {
      const receipt = await channel.deliver(message, AbortSignal.timeout(60_000))
      if (receipt.outcome !== 'accepted') throw new Error(`${message.id}: ${receipt.outcome}, ${receipt.text}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
}

const say = (what: string, count: number, { seconds, cpu }: Spent): void =>
  console.log(`  ${what}: ${Math.round(count / seconds)} a second (${count} in ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of this process' processor)`)

interface Drawn extends Spent {
  readonly bytes: number
}

const draw = async (charts: Charts, at: number): Promise<Drawn> => {
  let bytes = 0
  const spent = await spend(async () => {
    bytes = (await charts.of(alertOf(at)))?.png.length ?? 0
  })
  if (bytes === 0) throw new Error('a chart was not drawn')
  return { ...spent, bytes }
}

/** The first of a process loads the renderer and its fonts. */
const measureCharts = async (): Promise<void> => {
  const charts = createCharts()
  const first = await draw(charts, -1)
  const drawn: Drawn[] = []
  const all = await spend(async () => {
    for (let at = 0; at < DRAWN; at++) drawn.push(await draw(charts, at))
  })
  const sorted = (of: (each: Drawn) => number): readonly number[] => drawn.map(of).toSorted((a, b) => a - b)
  const inMs = (spent: readonly number[], share: number): string => `${Math.round(1_000 * (spent[Math.ceil(spent.length * share) - 1] ?? 0))} ms`
  const [clock, cpu, bytes] = [sorted(({ seconds }) => seconds), sorted((each) => each.cpu), sorted((each) => each.bytes)]
  say('charts drawn, one after the other', DRAWN, all)
  console.log(`  the first chart of a process, aim 300 ms: ${inMs([first.seconds], 1)} (${inMs([first.cpu], 1)} of the processor), ${first.bytes} bytes`)
  console.log(
    `  one chart after it, aim 300 ms: p50 ${inMs(clock, 0.5)}, p99 ${inMs(clock, 0.99)}; of the processor p50 ${inMs(cpu, 0.5)}, p99 ${inMs(cpu, 0.99)}`,
  )
  console.log(`  bytes of one chart, aim 100 KB: ${bytes[0]} to ${bytes.at(-1)}`)
}

const measure = async (port: number): Promise<void> => {
  const channelWith = (charts?: Charts) =>
    createSmtp({
      server: { host: '127.0.0.1', port, tls: 'none', connections: CONNECTIONS },
      from: { name: '时序监测', address: 'shixu@example.org' },
      calendar: { now: () => Date.now() },
      ...(charts && { charts }),
    })
  const messages = Array.from({ length: PLAIN }, (_, at) => digestOf(at))
  await deliverAll(channelWith(), messages.slice(0, 200)) // what is compiled once
  say('digests without charts, aim 300', PLAIN, await spend(() => deliverAll(channelWith(), messages)))
  await measureCharts()
  const illustrated = await spend(() => deliverAll(channelWith(createCharts()), messages.slice(0, WITH_CHART)))
  say(`digests with a chart that ${READERS} readers share, aim 30`, WITH_CHART, illustrated)
}

/** Ends with the process that it serves, however that ends. */
const sink = async (): Promise<void> => {
  const server = await startMailServer()
  process.once('disconnect', () => process.exit())
  process.send?.(server.port)
}

const bench = async (): Promise<void> => {
  const load = loadavg()[0]?.toFixed(1)
  console.log(
    `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, load ${load}; ${CONNECTIONS} connections, ${AT_ONCE} at a time`,
  )
  const server: ChildProcess = spawn(process.execPath, [import.meta.filename, 'sink'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  try {
    const [port] = (await once(server, 'message')) as [number]
    await measure(port)
  } finally {
    server.kill()
  }
}

await (process.argv[2] === 'sink' ? sink() : bench())
