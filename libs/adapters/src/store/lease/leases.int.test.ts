import { setTimeout as wait } from 'node:timers/promises'
import { onBothDatabases } from '@shixu/testkit/both-databases'
import { expect, test } from 'vitest'
import { openPostgres, openSqlite } from '../database.ts'
import { migrate } from '../migrate.ts'
import { createLeases } from './leases.ts'

onBothDatabases('leases', { sqlite: openSqlite, postgres: openPostgres }, (open) => {
  const opened = async () => {
    const database = await open()
    await migrate(database)
    return createLeases(database)
  }
  const one = { name: 'pull', holder: 'one', forMs: 60_000 }
  const other = { ...one, holder: 'other' }

  test('one holds it, takes it longer, and gives it back; the other waits', async () => {
    const leases = await opened()
    expect([await leases.take(one), await leases.take(one), await leases.take(other), await leases.look('pull')]).toEqual([true, true, false, 'held'])
    await leases.release(other)
    expect(await leases.look('pull')).toBe('held')
    await leases.release(one)
    expect([await leases.look('pull'), await leases.take(other)]).toEqual(['free', true])
  })

  test("what has run out is anyone's, and he who had it cannot give it back any more", async () => {
    const leases = await opened()
    await leases.take({ ...one, forMs: 1 })
    await wait(20)
    expect([await leases.look('pull'), await leases.take(other), await leases.take(one)]).toEqual(['lapsed', true, false])
    await leases.release(one)
    expect(await leases.look('pull')).toBe('held')
  })

  test('of many who ask at once one gets it', async () => {
    const leases = await opened()
    const asked = await Promise.all(Array.from({ length: 8 }, (_, index) => leases.take({ ...one, holder: `${index}` })))
    expect(asked.filter(Boolean)).toHaveLength(1)
  })
})
