import { type AddressInfo, createServer, connect as dial, type Server } from 'node:net'
import { freshDatabase } from '@shixu/testkit/postgres'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { type House, runService } from './run-service.ts'
import { DATABASE, houseSettings } from './settings.ts'
import { withStores } from './with-stores.ts'

const postgres = inject('postgresUrl')

interface Running {
  readonly exit: Promise<number>
  readonly house: House<{ readonly databaseUrl: string }>
  readonly opened: () => number
}

/** A service with nothing but stores. */
const running = async (databaseUrl: string): Promise<Running> => {
  const told = Promise.withResolvers<House<{ readonly databaseUrl: string }>>()
  let opened = 0
  const exit = runService(
    {
      name: 'invented',
      purpose: 'keeps',
      settings: { ...houseSettings({ port: 0 }), ...DATABASE },
      compose: (house) => {
        told.resolve(house)
        return [
          withStores(house, () => {
            opened += 1
            return []
          }),
        ]
      },
    },
    {
      argv: ['node', 'main.ts'],
      env: { SHIXU_LOG_LEVEL: 'silent', SHIXU_PORT: '0', SHIXU_DATABASE_URL: databaseUrl },
      stdout: { write: () => undefined },
      stderr: { write: () => undefined },
      exit: () => undefined,
    },
  )
  return { exit, house: await told.promise, opened: () => opened }
}

describe.runIf(postgres)('a service whose PostgreSQL', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
  })

  it('is down when it starts waits for it, is not ready, and goes on when it comes', async () => {
    const url = new URL(await freshDatabase(String(postgres)))
    const [host, port] = [url.hostname, Number(url.port)]
    // A server that hangs up on everyone, until a way through it is opened.
    let knocks = 0
    let isOpen = false
    const door = createServer((socket) => {
      knocks += 1
      socket.on('error', () => undefined)
      if (!isOpen) return socket.destroy()
      return socket.pipe(dial(port, host)).pipe(socket)
    })
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
    servers.push(door)
    url.hostname = '127.0.0.1'
    url.port = String((door.address() as AddressInfo).port)

    const { exit, house, opened } = await running(url.href)
    await expect.poll(() => knocks, { timeout: 30_000 }).toBeGreaterThan(1)
    expect(house.vitals.ready()).toBe('PostgreSQL has not answered yet')
    expect(house.vitals.healthy()).toBeNull()
    isOpen = true
    await expect.poll(() => house.vitals.ready(), { timeout: 30_000 }).toBeNull()
    expect(opened()).toBe(1)
    process.emit('SIGTERM')
    expect(await exit).toBe(0)
  })

  it('does not know the database ends at once', async () => {
    const url = new URL(String(postgres))
    url.pathname = '/there-is-none'
    expect(await (await running(url.href)).exit).toBe(4)
  })
})
