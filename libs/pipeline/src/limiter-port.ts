import type { RateTake, RateWindow } from '@shixu/domain'

/** Holds rates that several processes share, by the store's clock whatever theirs say. It never waits: whoever is refused says so and comes again. */
export interface Limiter {
  /**
   * Takes `n` (one, unless said otherwise) of what `key` may have, wholly or not at all. `waitMs` says when it is worth asking again.
   * The key names what is limited (`wecom-robot/<hash>`), stands in the store as it is, and must hold no secret. Throws where the store fails.
   */
  take(ask: { readonly key: string; readonly windows: readonly RateWindow[]; readonly n?: number }): Promise<RateTake>
}
