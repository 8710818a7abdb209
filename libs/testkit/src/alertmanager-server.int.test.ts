import { expect, test } from 'vitest'
import { alertmanagerMissing, startAlertmanager } from './alertmanager-server.ts'

test.runIf(alertmanagerMissing() === null)('an Alertmanager holds what it is sent', async () => {
  const server = await startAlertmanager()
  try {
    expect(await server.alerts()).toEqual([])
    const body = JSON.stringify([{ labels: { alertname: 'Invented' } }])
    await fetch(`${server.url}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    await expect.poll(async () => (await server.alerts()).map(({ labels }) => labels)).toEqual([{ alertname: 'Invented' }])
  } finally {
    await server.stop()
  }
})
