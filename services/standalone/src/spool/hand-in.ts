import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { StoreFault } from '@shixu/adapters/store'
import type { Seed } from '@shixu/service'
import { runOnCluster } from '../cluster/run-on-cluster.ts'
import { isClustered } from '../cluster/tell-cluster.ts'
import { CommandFault } from '../command-fault.ts'
import { modeOf, statePathOf } from '../state-folder.ts'
import type { Surroundings } from '../surroundings.ts'
import { withHouse } from '../with-house.ts'
import { runErrands } from './run-errand.ts'
import { type Errand, openSpool, type Ran, type Spool } from './spool.ts'

/** How long a command waits for whoever holds the state to take up its errands. */
const PATIENCE_MS = 15_000
const LOOK_EVERY_MS = 100

const WAITING: Ran = { done: true, said: 'handed in; whoever holds the state has not taken it up yet, and will' }

interface Asked {
  readonly seed: Seed
  readonly errands: readonly Errand[]
}

/** Hands errands to the running service, or does them here where none runs, or on the cluster that the settings name. Answers what came of each, in their order. */
export const handInAll = async (surroundings: Surroundings, { seed, errands }: Asked): Promise<readonly Ran[]> => {
  if (isClustered(surroundings)) return runOnCluster(surroundings, { seed, errands })
  const path = statePathOf(surroundings.settings.state, seed.name)
  if (modeOf(path) === null) throw new CommandFault('state', `There is no state in ${path} yet: start "shixu run" or "shixu replay" once.`)
  const spool = openSpool(path)
  const ids = errands.map((errand) => put(spool, errand))
  const answers = new Map<string, Ran>()
  for (const until = Date.now() + PATIENCE_MS; ; await pause(LOOK_EVERY_MS)) {
    for (const id of ids) {
      const ran = answers.has(id) ? null : spool.answer(id)
      if (ran) answers.set(id, ran)
    }
    if (answers.size === ids.length || Date.now() >= until) return ids.map((id) => answers.get(id) ?? WAITING)
    await runHere(surroundings, seed, spool)
  }
}

/** The same for one. Throws a `CommandFault` where it is refused. */
export const handIn = async (surroundings: Surroundings, { seed, errand }: { readonly seed: Seed; readonly errand: Errand }): Promise<string> => {
  const [ran = WAITING] = await handInAll(surroundings, { seed, errands: [errand] })
  if (!ran.done) throw new CommandFault('problems', ran.said)
  return ran.said
}

/** Ids sort by time, and those of one moment by the order in which they were handed in. */
let handed = 0
const put = (spool: Spool, errand: Errand): string => {
  handed += 1
  const id = `${String(Date.now()).padStart(15, '0')}-${String(handed).padStart(6, '0')}-${randomUUID()}`
  spool.put(id, errand)
  return id
}

/** Another process may hold the state for a moment only, so it is tried again and again. */
const runHere = async (surroundings: Surroundings, seed: Seed, spool: Spool): Promise<void> => {
  try {
    await withHouse(surroundings, seed, (house) => runErrands(house, spool))
  } catch (fault) {
    if (!(fault instanceof StoreFault && fault.code === 'folder-locked')) throw fault
  }
}
