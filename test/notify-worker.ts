import { createMaildir } from '@shixu/adapters/channels'
import { lockFolder, openSqliteLog, STORE_FILE } from '@shixu/adapters/sqlite-log'
import { createOutbox, migrate, openSqlite } from '@shixu/adapters/store'
import { alertChanged, type Bureau, type Directory, type Event } from '@shixu/domain'
import { type Channel, createNotifier, NOTIFIER_GROUP } from '@shixu/pipeline'
import { anAlert, anAlertEvent, aTarget, LADDER } from '@shixu/testkit'

/** Invented days, bureaus and targets: each bureau has one digest of two targets a day. */
export const DAYS = ['2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01', '2024-07-01'] as const
export const BUREAUS = ['commerce', 'transport', 'science'] as const
const TARGETS = ['a', 'b'] as const

const directory: Directory = {
  nameZh: '虚构市',
  invented: true,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: BUREAUS.map(
    (id): Bureau => ({ id, nameZh: `虚构${id}`, nameEn: id, duties: '', contacts: [{ step: 'liaison', name: '联络员（虚构）', email: `${id}@example.org` }] }),
  ),
  indicators: [],
  routes: [{ id: 'all', match: {}, to: ['lead'], channels: ['maildir'], continue: false }],
  supervision: 'office',
  ladder: LADDER,
}

const alertsOf = (index: number): readonly Event[] =>
  BUREAUS.flatMap((bureau, at) =>
    TARGETS.map((name, nth) => {
      const id = `${bureau}-${name}`
      const sequence = [0, index * 100 + at * 10 + nth, 0] as const
      const day = DAYS[index] ?? ''
      return alertChanged(
        anAlertEvent({
          day,
          sequence,
          type: index % 2 === 0 ? 'raised' : 'escalated',
          subject: aTarget({ id, nameZh: `虚构${id}`, lead: { bureau, basis: 'stated' } }),
          alert: anAlert({ target: `999901/2024/${id}` }),
        }),
      )
    }),
  )

/** The same channel, but the process is killed from outside right after the n-th message is out, and before anyone has written that down. */
const deadlyAfter = (channel: Channel, messages: number): Channel => {
  let out = 0
  return {
    ...channel,
    deliver: async (message, signal) => {
      const receipt = await channel.deliver(message, signal)
      out += 1
      if (out === messages) process.kill(process.pid, 'SIGKILL')
      return receipt
    },
  }
}

/** Tells all days from the one on that the log has not got, and says what there is in the end. */
export const tellAll = async (folder: string, { dieAfter = 0 } = {}) => {
  const lock = lockFolder(folder)
  const log = openSqliteLog({ folder, partitions: 2 })
  const store = openSqlite(`${folder}/${STORE_FILE}`)
  await migrate(store)
  const outbox = createOutbox(store)
  const known = [...log.read('alerts')].flatMap(({ event }) => (event?.type === 'alert-changed' && event.data ? [event.data] : []))
  // The calendar goes on where it was: it does not go back because a process did.
  let today: string = known.reduce<string>((last, { day }) => (day > last ? day : last), DAYS[0])
  const maildir = createMaildir({ root: `${folder}/maildir`, calendar: { now: () => Date.parse(`${today}T09:00:00+08:00`) } })
  const notifier = createNotifier({
    ...{ outbox, log, replay: true, random: () => 0.5, holder: `${process.pid}` },
    channels: [dieAfter > 0 ? deadlyAfter(maildir, dieAfter) : maildir],
    directory: () => directory,
    calendar: { now: () => 0, today: () => today },
    wall: { now: () => Date.now(), today: () => '2030-01-01' },
  })
  const end = new AbortController()
  const running = log.process(NOTIFIER_GROUP, notifier.processor, end.signal)
  const ids = new Set(known.map((data) => alertChanged(data).id))
  for (const [index, day] of DAYS.entries()) {
    if (day < today) continue
    today = day
    await log.append(alertsOf(index).filter(({ id }) => !ids.has(id)))
    await log.settled([NOTIFIER_GROUP])
    await notifier.sendDue(end.signal)
  }
  end.abort()
  await running
  const balance = await outbox.deliveries.balance()
  const deliveries = [...log.read('deliveries')].flatMap(({ event }) => (event ? [event.id] : []))
  await log.close()
  await store.destroy()
  lock.release()
  return { balance, deliveries }
}

if (process.argv[1] === import.meta.filename) {
  process.stdout.write('begun\n')
  await tellAll(String(process.argv[2]), { dieAfter: Number(process.argv[3] ?? 0) })
}
