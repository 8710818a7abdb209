import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type Registry, scrapedGauge } from '@shixu/runtime'

/** The room that the log and the store take, and that there is. Maildirs are left out: a file a message would have to be looked at. */
export const exposeState = (metrics: Registry, folder: string): void => {
  scrapedGauge(metrics, { name: 'shixu_state_bytes', help: 'Size of the embedded log and store, without Maildirs.' }, async () => [
    [{}, await filesOf(folder)] as const,
  ])
  scrapedGauge(metrics, { name: 'shixu_state_disk_free_bytes', help: 'Room that is left on the disk of the embedded log and store.' }, async () => {
    const { bavail, bsize } = await statfs(folder)
    return [[{}, bavail * bsize] as const]
  })
  scrapedGauge(metrics, { name: 'shixu_state_disk_bytes', help: 'Room on the disk of the embedded log and store in all.' }, async () => {
    const { blocks, bsize } = await statfs(folder)
    return [[{}, blocks * bsize] as const]
  })
}

const filesOf = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const sizes = entries.filter((entry) => entry.isFile()).map(({ name }) => stat(join(folder, name)).then(({ size }) => size, gone))
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** A journal of the database comes and goes. */
const gone = (): number => 0
