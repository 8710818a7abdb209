import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { StoreFault } from '@shixu/adapters/store'
import { CommandFault } from '../command-fault.ts'
import type { Seed } from '../seeds.ts'
import { modeOf, statePathOf } from '../state-folder.ts'
import type { Surroundings } from '../surroundings.ts'
import { withHouse } from '../with-house.ts'
import { runErrands } from './run-errand.ts'
import { type Errand, openSpool, type Ran, type Spool } from './spool.ts'

/** How long a command waits for a running service to take up its errand. */
const PATIENCE_MS = 15_000
const LOOK_EVERY_MS = 50

const awaitAnswer = async (spool: Spool, id: string): Promise<Ran> => {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(LOOK_EVERY_MS)) {
    const ran = spool.answer(id)
    if (ran) return ran
  }
  return { done: true, said: 'handed in; the service that holds the state has not taken it up yet, and will' }
}

/** Hands an errand to the running service, or does it here where none runs. Throws a `CommandFault` where it is refused. */
export const handIn = async (surroundings: Surroundings, { seed, errand }: { readonly seed: Seed; readonly errand: Errand }): Promise<string> => {
  const path = statePathOf(surroundings.settings.state, seed.name)
  if (modeOf(path) === null) throw new CommandFault('state', `There is no state in ${path} yet: start "shixu run" or "shixu replay" once.`)
  const spool = openSpool(path)
  const id = `${String(Date.now()).padStart(15, '0')}-${randomUUID()}`
  spool.put(id, errand)
  try {
    await withHouse(surroundings, seed, (house) => runErrands(house, spool))
  } catch (fault) {
    if (!(fault instanceof StoreFault && fault.code === 'folder-locked')) throw fault
  }
  const ran = await awaitAnswer(spool, id)
  if (!ran.done) throw new CommandFault('problems', ran.said)
  return ran.said
}
