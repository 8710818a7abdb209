import { evaluator } from '@shixu/evaluator'
import { ingest } from '@shixu/ingest'
import { ledger } from '@shixu/ledger'
import { notifier } from '@shixu/notifier'
import type { Setting } from '@shixu/runtime'
import { SETTINGS } from './settings.ts'

type Settings = Readonly<Record<string, Setting<unknown>>>

const SERVICES = [ingest, evaluator, notifier, ledger] as const

/** What each service of a cluster reads from its environment, in the order in which an observation meets them. */
export const CLUSTER_SETTINGS: Readonly<Record<string, Settings>> = Object.fromEntries(SERVICES.map(({ name, settings }) => [name, settings]))

/** The same, and what the one-process house reads. */
export const ALL_SETTINGS: Readonly<Record<string, Settings>> = { ...CLUSTER_SETTINGS, standalone: SETTINGS }
