import { readFileSync } from 'node:fs'
import type pg from 'pg'

/** A tick of Linux is 10 ms. */
const TICKS_A_SECOND = 100

/** What stands in `/proc/<pid>/stat` after the name, which may hold spaces. */
const statOf = (pid: number): readonly number[] => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').map(Number)

const own = (pid: number): number => {
  const stat = statOf(pid)
  return (stat[11]! + stat[12]!) / TICKS_A_SECOND
}

/** Of children that have ended. */
const ended = (pid: number): number => {
  const stat = statOf(pid)
  return (stat[13]! + stat[14]!) / TICKS_A_SECOND
}

/** Seconds of the processor that all processes of a server have used, its writers of pages and of the log too. Linux alone. */
export const serverSeconds = async (db: pg.Client): Promise<number> => {
  const { rows } = await db.query<{ pid: number }>('select pid from pg_stat_activity')
  const server = statOf(rows[0]!.pid)[1]!
  return rows.reduce((sum, { pid }) => sum + own(pid), own(server) + ended(server))
}
