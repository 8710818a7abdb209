/**
 * `npm run stack -- [SEEDS]`: the whole of shixu without containers, for developers: a real Kafka, PostgreSQL, Prometheus and Alertmanager, the four services, and a mail sink.
 * Everything is thrown away when it is stopped by Ctrl-C.
 */
import { type Stack, startStack } from './stack/start-stack.ts'

const [, , seeds = 'seeds'] = process.argv
const stopped = Promise.withResolvers<void>()
let isStopped = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    isStopped = true
    stopped.resolve()
  })

const SHOWS: Readonly<Record<string, string>> = {
  ledger: '/api/docs',
  prometheus: '/alerts',
  alertmanager: '/api/v2/alerts',
}

const tell = ({ addresses, folders, settings }: Stack): void => {
  const lines = Object.entries(addresses).map(([name, address]) => [name, `${address}${SHOWS[name] ?? ''}`] as const)
  for (const [name, place] of [...lines, ['mails', folders.mail], ['logs', folders.logs]] as const) console.log(`${name.padEnd(13)}${place}`)
  const exported = ['SHIXU_KAFKA_BROKERS', 'SHIXU_DATABASE_URL', 'SHIXU_SEEDS'].map((name) => `${name}=${settings[name]}`)
  console.log(`\nFor commands:\nexport ${exported.join(' ')}\nnpx shixu kafka status`)
  console.log('\nCtrl-C stops it and leaves nothing behind.')
}

// Ctrl-C reaches the children too, so that a start that it interrupts fails.
const stack = await startStack({ seeds, usualPorts: true, say: (line) => console.log(line) }).catch((fault: unknown) => {
  if (!isStopped) throw fault
  console.log('stopped while it started')
  process.exit(130)
})
console.log('')
if (!isStopped) tell(stack)
await stopped.promise
console.log('stopping …')
await stack.stop()
