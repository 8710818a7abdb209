/**
 * `npm run stack -- [SEEDS]`: the whole of shixu without containers, for developers: a real Kafka, PostgreSQL, Prometheus and Alertmanager, the four services, and a mail sink.
 * Everything is thrown away when it is stopped by Ctrl-C.
 */
import { startStack } from './stack/start-stack.ts'

const [, , seeds = 'seeds'] = process.argv
const stopped = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve())

const stack = await startStack({ seeds, usualPorts: true, say: (line) => console.log(line) })
const { addresses, folders } = stack
console.log('')
for (const [name, address] of Object.entries({ ...addresses, mails: folders.mail, logs: folders.logs })) console.log(`${name.padEnd(13)}${address}`)
console.log('\nCtrl-C stops it and leaves nothing behind.')
await stopped.promise
console.log('stopping …')
await stack.stop()
