/** How much a pull may take. Bytes are counted as they are unpacked; times are in milliseconds of the wall. */
export interface Limits {
  readonly bytes: number
  readonly totalMs: number
  readonly stallMs: number
  readonly redirects: number
  /** Tries in all, the first included. */
  readonly tries: number
  /** The longest that is waited between two tries, whatever the server asks for. */
  readonly longestWaitMs: number
}

export const LIMITS: Limits = { bytes: 16 * 1024 * 1024, totalMs: 120_000, stallMs: 20_000, redirects: 5, tries: 4, longestWaitMs: 300_000 }

/** What a document was when it was last dealt with, as its server said. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What a pull brought. `name` is short, for places: `observations.csv`. */
export type Fetched =
  | { readonly kind: 'document'; readonly name: string; readonly bytes: Uint8Array; readonly validators: Validators }
  | { readonly kind: 'unchanged' }
