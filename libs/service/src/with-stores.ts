import { openStores, type Stores } from '@shixu/adapters/store'
import { around, type Stage } from '@shixu/runtime'
import type { House } from './run-service.ts'

/** Connects to PostgreSQL, brings its tables to the present version, and starts what needs them. */
export const withStores = ({ settings, logger }: House<{ readonly databaseUrl: string }>, stages: (stores: Stores) => readonly Stage[]): Stage =>
  around('stores', { open: () => openStores(settings.databaseUrl), close: (stores) => stores.close(), stages, logger })
