import { chineseWorkdays } from '@shixu/adapters/calendar'
import type { House } from './house.ts'

/** Tells the log what is promised, and the ledger what things are called and when figures are due. */
export const declareRegistry = async ({ ingest, seed, state }: Pick<House, 'ingest' | 'seed' | 'state'>): Promise<void> => {
  await ingest.declareRegistry(seed.registry)
  await state.stores.directory.remember(seed.registry, chineseWorkdays())
}
