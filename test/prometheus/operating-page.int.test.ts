import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type InstantRow, type PrometheusServer, prometheusMissing, startPrometheus } from '@shixu/testkit/prometheus'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { endAll, spawnService } from '../cluster/spawned.ts'
import { ROOT } from '../rooms.ts'
import { squeezedPrometheus, squeezedRules } from './squeezed.ts'

const PAGE = join(ROOT, 'docs', 'operating.md')
const UNTIL = '2024-07-31'
const PATIENCE = { timeout: 60_000, interval: 500 }

const QUESTION = /(^```promql\n)([\s\S]*?)(\n```\n\n```text\n)([\s\S]*?)(^```$)/gmu

/** The same in every row of one region, or of the machine. */
const LEFT_OUT = ['__name__', 'region', 'year', 'job', 'instance', 'kind', 'firmness']

const rowOf = ({ metric, value }: InstantRow): string => {
  const labels = Object.entries(metric).filter(([name]) => !LEFT_OUT.includes(name))
  return `${[metric.__name__ ?? '', ...labels.map(([name, text]) => `${name}=${text}`)].filter(Boolean).join(' ') || 'all'} → ${Number(value.toPrecision(4))}`
}

/** The largest first, and in the order of words where they are the same. */
const byValue = (a: InstantRow, b: InstantRow): number => b.value - a.value || (rowOf(a) < rowOf(b) ? -1 : 1)

describe.skipIf(prometheusMissing() !== null)('docs/operating.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-operating-'))
  const rules = squeezedRules()
  let prometheus: PrometheusServer

  const oneValue = async (query: string): Promise<number> => (await prometheus.instant(query))[0]?.value ?? 0

  beforeAll(async () => {
    const replay = spawnService('standalone', { SHIXU_STATE: folder }, ['replay', '--region', 'demo-county', '--to', UNTIL])
    await vi.waitFor(() => expect(replay.told()).toMatch(/http:\/\//u), PATIENCE)
    const target = /http:\/\/([\w.:]+)\//u.exec(replay.told())?.[1] ?? ''
    prometheus = await startPrometheus({ config: squeezedPrometheus({ rules, targets: [target] }) })
    await vi.waitFor(async () => expect((await fetch(`http://${target}/readyz`)).status).toBe(200), PATIENCE)
    // A record of a record of a record: all of them have to be of the last day.
    const over = Date.now() / 1000 + 6
    await vi.waitFor(async () => expect(await oneValue('min(timestamp(shixu:region_progress:weighted))')).toBeGreaterThan(over), PATIENCE)
  }, 120_000)
  afterAll(async () => {
    await endAll()
    await prometheus?.stop()
    for (const each of [folder, rules]) rmSync(each, { recursive: true, force: true })
  }, 30_000)

  /** `npx vitest run --project int test/prometheus/operating-page -u` writes the answers anew. */
  test('says what a real Prometheus answers to each question, and has ten of them', { timeout: 60_000 }, async () => {
    const page = readFileSync(PAGE, 'utf8')
    const questions = [...page.matchAll(QUESTION)].map(([, , query = '']) => query)
    expect(questions).toHaveLength(10)
    const answers = new Map<string, readonly string[]>()
    for (const query of questions) answers.set(query, (await prometheus.instant(query)).toSorted(byValue).map(rowOf))
    expect([...answers].filter(([, rows]) => rows.length === 0)).toEqual([])
    const answered = page.replaceAll(
      QUESTION,
      (_, opening, query: string, between, _old, closing) => `${opening}${query}${between}${(answers.get(query) ?? []).join('\n')}\n${closing}`,
    )
    await expect(answered).toMatchFileSnapshot(PAGE)
  })
})
