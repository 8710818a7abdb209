import { type ChildProcess, spawn } from 'node:child_process'

/** One broker's process. */
export interface KafkaNode {
  readonly id: number
  /** Resolves when it has said that it is started; rejects where it ends before or takes too long. Renewed by `start`. */
  readonly ready: Promise<void>
  /** An orderly end: leaders move away first. */
  stop(): Promise<void>
  /** kill −9. */
  kill(): Promise<void>
  /** After `stop` or `kill`: the same broker on the same data. Resolves when it is ready. */
  start(): Promise<void>
  /** SIGSTOP: it holds its connections and answers nothing. */
  freeze(): void
  thaw(): void
}

export interface NodeFiles {
  readonly id: number
  readonly jars: string
  readonly file: string
  readonly jvm?: readonly string[]
}

const READY_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 20_000

const SMALL_JVM = ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']

const LOGGING = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=error', '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info']

interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<void>
  readonly ready: Promise<void>
}

/** Starts one broker in a process group of its own, which ends with this process at the latest. */
export const startNode = (files: NodeFiles): KafkaNode => {
  let running = spawnNode(files)
  const signal = (name: NodeJS.Signals): void => {
    if (running.child.exitCode === null && running.child.signalCode === null && running.child.pid) process.kill(-running.child.pid, name)
  }
  const kill = async () => {
    signal('SIGKILL')
    await running.ended
  }
  const atExit = () => signal('SIGKILL')
  process.once('exit', atExit)
  return {
    id: files.id,
    get ready() {
      return running.ready
    },
    stop: async () => {
      process.off('exit', atExit)
      signal('SIGCONT')
      signal('SIGTERM')
      const late = setTimeout(() => signal('SIGKILL'), STOP_WITHIN_MS)
      await running.ended
      clearTimeout(late)
    },
    kill,
    start: async () => {
      process.once('exit', atExit)
      running = spawnNode(files)
      await running.ready
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  }
}

const spawnNode = ({ id, jars, file, jvm = SMALL_JVM }: NodeFiles): Running => {
  const child = spawn('java', [...jvm, ...LOGGING, '-cp', jars, 'kafka.Kafka', file], { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const ready = new Promise<void>((resolve, reject) => {
    let said = ''
    const fail = (how: string) => reject(new Error(`Kafka broker ${id} ${how}: ${said}`))
    const late = setTimeout(fail, READY_WITHIN_MS, 'did not start in time')
    const hear = (text: string) => {
      said = (said + text).slice(-8_000)
      if (!said.includes('Kafka Server started')) return
      clearTimeout(late)
      resolve()
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.once('error', (error) => fail(`could not be run, ${error.message}`))
    child.once('close', () => fail('ended before it was ready'))
  })
  // Whoever starts it waits for it; until then a failure has no one to hear it.
  ready.catch(() => undefined)
  return { child, ended, ready }
}
