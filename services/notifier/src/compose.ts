import { chineseWorkdays } from '@shixu/adapters/calendar'
import { NOTIFIER_GROUP } from '@shixu/pipeline'
import { type Stage, until, wallClock } from '@shixu/runtime'
import { directoryOf, drawingAhead, type House, openChannels, processName, readSeeds, wecomHandlers, withLog, withStores } from '@shixu/service'
import type { Settings } from './config.ts'
import { createNotifierService } from './notifier-service.ts'

/** The notifier on Kafka and PostgreSQL: any number of them share the partitions and the notices. */
export const compose = (house: House<Settings>): readonly Stage[] => {
  const directory = directoryOf(readSeeds(house.settings.seeds))
  const world = {
    ...house,
    directory,
    calendar: wallClock,
    wall: wallClock,
    random: Math.random,
    workdays: chineseWorkdays(),
    holder: processName(),
    replay: false,
  }
  return [
    withStores(house, ({ outbox, limiter, progress, ledger }) => [
      withLog(house, (log) => {
        const { channels, warm } = openChannels(house.settings, {
          calendar: wallClock,
          wall: wallClock,
          limiter,
          progress,
          wordsIn: directory,
          out: process.stderr,
        })
        const callbacks = wecomHandlers(house.settings, { ...world, log })
        for (const [path, handler] of callbacks) house.handlers.set(path, handler)
        const notifier = createNotifierService({ ...world, channels, outbox, log, yellowOf: (region) => ledger.yellowOf(region) })
        return [...log.working(NOTIFIER_GROUP, notifier.processor), until('sending', notifier.run, house.failed), drawingAhead(warm, house.logger)]
      }),
    ]),
  ]
}
