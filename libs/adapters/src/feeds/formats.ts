import type { FeedFormat } from './format.ts'
import { table } from './table/index.ts'

/** Every format that a feed can have, by the name that `feeds.yaml` uses. A new one is a folder and a line here. */
export const FORMATS: Readonly<Record<string, FeedFormat>> = {
  table,
}
