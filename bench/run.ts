/** `npm run bench`: what the embedded house does on this machine. Each figure stands alone; none of them is a test. */
import { availableParallelism, cpus } from 'node:os'
import { benchAssess } from './assess.ts'
import { benchPipeline } from './pipeline.ts'
import { benchStart } from './start.ts'

console.log(`${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`)

const assess = benchAssess()
console.log(
  `assessments a second and core, full method, 36 months of history: ${assess.batch} where series are at hand, ${assess.province} where ${assess.series} of them come from memory; aim 200000`,
)

const pipeline = await benchPipeline()
console.log(
  `observations a second through the embedded pipeline, from a table's bytes to judged and written down: ${pipeline.perSecond} (${pipeline.observations} in ${pipeline.seconds.toFixed(2)} s); aim 5000`,
)

const start = await benchStart()
console.log(`start to first verdict: ${start.firstVerdictSeconds.toFixed(2)} s; aim 5`)
console.log(`the whole replay of Wuhan's 2024: ${start.wholeSeconds.toFixed(2)} s; aim 15`)
console.log(`peak memory of it: ${start.peakMegabytes ?? 'not told by this system'} MB; aim 250`)
