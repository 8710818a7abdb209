/** One side of one comparison, in a process of its own: `kafka-side.ts TASK`, a task as JSON. Prints one line of JSON. */
import { appendBare, appendLog } from './kafka/sides/append.ts'
import { pipeBare, readBare } from './kafka/sides/bare-sides.ts'
import { evaluate, recall, share } from './kafka/sides/evaluate.ts'
import { latency } from './kafka/sides/latency.ts'
import { series } from './kafka/sides/series.ts'
import type { Outcome, Task } from './kafka/task.ts'

const SIDES: Readonly<Record<Task['mode'], (task: Task) => Promise<Outcome>>> = {
  'append-bare': appendBare,
  'append-log': appendLog,
  'read-bare': readBare,
  recall,
  'pipe-bare': pipeBare,
  evaluate: (task) => evaluate(task, 'handled'),
  judge: (task) => evaluate(task, 'whole'),
  share,
  series,
  latency,
}

const task: Task = JSON.parse(process.argv[2] ?? '{}')
console.log(JSON.stringify(await SIDES[task.mode](task)))
process.exit(0)
