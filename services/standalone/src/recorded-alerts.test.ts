import { alertChanged } from '@shixu/domain'
import { aDeclaration, anAlert, anAlertEvent, aTarget } from '@shixu/testkit'
import { expect, it } from 'vitest'
import { recordedAlerts, withAlerts } from './recorded-alerts.ts'

const target = '999901/2024/a'
const raised = anAlertEvent({ type: 'raised', day: '2024-06-20', sequence: [1, 7, 0], alert: anAlert({ target }) })
const eased = anAlertEvent({ type: 'eased', day: '2024-07-20', sequence: [1, 9, 0], alert: anAlert({ target, status: 'eased' }) })
const log = [eased, raised, raised].map((event) => ({ event: alertChanged(event) }))
const states = [
  {
    declared: aDeclaration(aTarget({ id: 'a' })),
    light: null,
    assessment: null,
    overdue: false,
    readings: 1,
    alerts: [anAlert({ target, kind: 'overdue' })],
    silence: null,
  },
]

it('gives what happened by the end of a day in its order, and each thing once', () => {
  expect(recordedAlerts(log, '2024-12-31')).toEqual([raised, eased])
  expect(recordedAlerts(log, '2024-07-19')).toEqual([raised])
  expect(recordedAlerts(log, '2024-06-19')).toEqual([])
})

it('gives a target the alerts that were recorded, and none of those that would have been', () => {
  expect(withAlerts(states, [raised, eased])[0]?.alerts).toEqual([eased.alert])
  expect(withAlerts(states, [])[0]?.alerts).toEqual([])
})
