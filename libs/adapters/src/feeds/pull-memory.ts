/** What a feed's document was when it was last dealt with. `mark` is of the feed's lines and its indicators: where they change, the same bytes may read otherwise. */
export interface Pulled {
  readonly mark: string
  readonly sha256: string
  readonly etag: string | null
  readonly lastModified: string | null
}

/** Remembers of each feed what was pulled last, so that an unchanged document does nothing. */
export interface PullMemory {
  recall(feed: string): Promise<Pulled | null>
  remember(feed: string, pulled: Pulled): Promise<void>
}
