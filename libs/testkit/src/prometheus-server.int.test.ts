import { expect, onTestFinished, test } from 'vitest'
import { prometheusMissing, startPrometheus } from './prometheus-server.ts'

const started = async (parts: Parameters<typeof startPrometheus>[0]) => {
  const server = await startPrometheus(parts)
  onTestFinished(server.stop)
  return server
}

const day = (text: string): number => Date.parse(text) / 1_000

const SAMPLES = `# TYPE invented gauge
invented{place="a"} 1 ${day('2024-01-31')}
invented{place="a"} 2 ${day('2024-12-31')}
# EOF
`

test.skipIf(prometheusMissing() !== null)('a server holds the samples of a past year and answers as of their days', async () => {
  const server = await started({ backfill: SAMPLES, flags: ['--query.lookback-delta=25h'] })
  expect(await server.instant('invented', day('2024-01-31') + 3_600)).toEqual([{ metric: { __name__: 'invented', place: 'a' }, value: 1 }])
  expect(await server.instant('invented', day('2024-12-31') + 3_600)).toMatchObject([{ value: 2 }])
  expect(await server.instant('invented', day('2024-06-01'))).toEqual([])
  await expect(server.instant('sum(')).rejects.toThrow('Prometheus refused sum(')
})

test.skipIf(prometheusMissing() !== null)('a server that cannot read its configuration is no server', async () => {
  await expect(startPrometheus({ config: 'nonsense: true' })).rejects.toThrow('/usr/bin/prometheus did not start (ended)')
})
