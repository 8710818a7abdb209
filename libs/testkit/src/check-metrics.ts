import { spawn } from 'node:child_process'
import { prometheusMissing } from './prometheus-server.ts'

/** What `promtool check metrics` finds fault with in what Prometheus is served, a line each; nothing where the machine has no promtool. */
export const metricsFaults = async (exposition: string): Promise<readonly string[]> => {
  if (prometheusMissing() !== null) return []
  const child = spawn('/usr/bin/promtool', ['check', 'metrics'], { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.stdin.end(exposition)
  await ended
  return said.split('\n').filter(Boolean)
}
