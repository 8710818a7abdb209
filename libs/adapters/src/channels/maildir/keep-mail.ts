import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Puts a mail into `new/` under its name, whole and durable, unless it is in the Maildir already: then also when a reader has moved it to `cur/`.
 * Written to `tmp/` first and linked, as D. J. Bernstein's maildir(5) has it.
 */
export async function keepMail(folder: string, name: string, mail: Uint8Array): Promise<'new' | 'known'> {
  for (const each of ['tmp', 'new', 'cur']) await mkdir(join(folder, each), { recursive: true })
  if ((await readdir(join(folder, 'cur'))).some((each) => each === name || each.startsWith(`${name}:`))) return 'known'
  const written = join(folder, 'tmp', `${name}.${randomUUID()}`)
  await writeDurably(written, mail)
  const kept = await linkNew(written, join(folder, 'new', name))
  await syncFolder(join(folder, 'new'))
  return kept
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A link never replaces what is there, so of two that come at once one is told so. Where the disk knows no links, the later one replaces its equal. */
async function linkNew(written: string, path: string): Promise<'new' | 'known'> {
  try {
    await link(written, path)
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException
    if (code === 'EPERM' || code === 'ENOTSUP') return rename(written, path).then(() => 'new')
    if (code !== 'EEXIST') throw fault
    await unlink(written)
    return 'known'
  }
  await unlink(written)
  return 'new'
}

/** The name is on disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
