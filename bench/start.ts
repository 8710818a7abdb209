import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Started {
  readonly firstVerdictSeconds: number
  readonly wholeSeconds: number
  /** null where the system does not tell. */
  readonly peakMegabytes: number | null
}

const peakOf = (pid: number): number | null => {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
  } catch {
    return null // not Linux, or the process is gone
  }
}

const MAIN = join(import.meta.dirname, '..', 'services', 'standalone', 'src', 'main.ts')

/** What its first line asks of Node. */
const flagsOf = (program: string): readonly string[] => readFileSync(program, 'utf8').split('\n', 1)[0]?.match(/--\S+/gu) ?? []

/** What `npm start` does after npm itself: seconds to the first verdict and to the end, and the most memory that it held. */
export const benchStart = async (): Promise<Started> => {
  const state = mkdtempSync(join(tmpdir(), 'shixu-bench-'))
  const began = performance.now()
  const child = spawn(process.execPath, [...flagsOf(MAIN), MAIN, 'replay', '--once'], {
    env: { ...process.env, SHIXU_STATE: state, SHIXU_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let first: number | null = null
  let peak: number | null = null
  const watch = setInterval(() => {
    peak = Math.max(peak ?? 0, peakOf(child.pid ?? 0) ?? 0) || null
  }, 50)
  child.stdout.on('data', () => {
    first ??= performance.now()
  })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  clearInterval(watch)
  rmSync(state, { recursive: true, force: true })
  if (code !== 0 || first === null) throw new Error(`the replay ended with ${code} and ${first === null ? 'no' : 'a'} verdict`)
  return { firstVerdictSeconds: (first - began) / 1000, wholeSeconds: (performance.now() - began) / 1000, peakMegabytes: peak }
}
