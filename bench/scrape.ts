/** `npm run bench:scrape`: how long a scrape of one evaluator takes and how large it is, by regions. None of it is a test. */
import { availableParallelism, cpus } from 'node:os'
import { exposeTargets, type Standing } from '@shixu/evaluator'
import { createMetrics, serveAt } from '@shixu/runtime'
import { anAssessment, anIndicator, aTarget } from '@shixu/testkit'

const TARGETS = 76
const BUREAUS = 40

/** Invented: what an evaluator knows that holds so many regions. */
const standingsOf = (regions: number): readonly Standing[] =>
  Array.from({ length: regions * TARGETS }, (_, at) => {
    const region = String(110_000 + Math.floor(at / TARGETS))
    const id = `invented-target-${at % TARGETS}`
    const target = aTarget({ id, region, nameZh: `虚构目标之${at % TARGETS}`, lead: { bureau: `bureau-${at % BUREAUS}`, basis: 'stated' } })
    const figures = { done: at, paceDue: at + 1, shareOfPace: 0.97, forecast: at * 2, pMiss: 0.4 }
    const assessment = anAssessment({ target: `${region}/2024/${id}`, light: at % 5 === 0 ? 'red' : 'green', period: '2024-06', ...figures })
    return { target, indicator: anIndicator(), light: assessment.light, assessment, overdue: false, readings: 3 }
  })

const measure = async (regions: number, named: number): Promise<string> => {
  const all = standingsOf(regions)
  const metrics = createMetrics()
  exposeTargets({ metrics, standings: () => all, regions: Array.from({ length: named }, (_, at) => String(110_000 + at)) })
  const page = await serveAt({ host: '127.0.0.1', port: 0 }, { metrics, healthy: () => null, ready: () => null })
  const once = async () => {
    const began = performance.now()
    const before = process.cpuUsage()
    const text = await (await fetch(`${page.url}metrics`)).text()
    const { user, system } = process.cpuUsage(before)
    return { seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1e6, text }
  }
  await once()
  const { seconds, cpu, text } = await once()
  await page.close()
  const series = text.split('\n').filter((line) => line.startsWith('shixu_')).length
  return `| ${regions} | ${named === 0 ? (regions > 50 ? 'none' : 'all') : named} | ${series} | ${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB | ${cpu.toFixed(2)} s | ${seconds.toFixed(2)} s |`
}

console.log(
  `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}; ${TARGETS} targets a region`,
)
console.log('| regions held | with series of targets | series | size | CPU of both ends | elapsed |\n|---|---|---|---|---|---|')
for (const [regions, named] of [
  [50, 0],
  [3000, 0],
  [3000, 50],
  [3000, 300],
] as const)
  console.log(await measure(regions, named))
