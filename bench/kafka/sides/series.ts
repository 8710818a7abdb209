import { type Day, dayBegan } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline'
import { figures, history, MONTHS, publishedOn, regionsOf, YEAR } from '../facts.ts'
import { workInMemory } from '../judged-in-memory.ts'
import { startWatch } from '../stopwatch.ts'
import type { Outcome, Task } from '../task.ts'

/** So many regions hear news, spread evenly over all that there are. */
const TOLD = 132

/** Judging with so many series in memory, no log around it: what an observation costs, days aside. */
export const series = (task: Task): Promise<Outcome> => {
  const { work, recorded } = workInMemory()
  const handle = (some: readonly Recorded[]): number => (work.handle(some) as readonly unknown[]).length
  for (const events of history(task.land)) work.recall(events.map(recorded))
  work.recalled?.()
  const regions = regionsOf(task.land)
  const told = Array.from({ length: TOLD }, (_, at) => regions[Math.floor((at * regions.length) / TOLD)]!)
  let sum = { seconds: 0, cpuSeconds: 0, records: 0, outputs: 0 }
  for (const month of MONTHS) {
    const day: Day = publishedOn(YEAR, month)
    handle([recorded(dayBegan(regions[0]!, { day }))])
    const news = told.map((region) => figures(region, YEAR, month).map(recorded))
    const watch = startWatch()
    let outputs = 0
    for (const some of news) outputs += handle(some)
    const { seconds, cpuSeconds } = watch.lap()
    sum = {
      seconds: sum.seconds + seconds,
      cpuSeconds: sum.cpuSeconds + cpuSeconds,
      records: sum.records + news.length * (news[0]?.length ?? 0),
      outputs: sum.outputs + outputs,
    }
  }
  const { records, ...rest } = sum
  return Promise.resolve({
    ...rest,
    perSecond: records / sum.seconds,
    perCpuSecond: records / sum.cpuSeconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1000,
  })
}
