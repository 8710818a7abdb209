import type { FeedSpec, Indicator, Workdays } from '@shixu/domain'
import type { Document, Reading } from '@shixu/pipeline/ports'
import type { FeedProblem } from './option-problems.ts'

/** What a format may know besides the document: the feed's own lines of the registry, and the indicators there are. */
export interface FormatContext {
  readonly feed: FeedSpec
  readonly region: string
  readonly indicators: ReadonlyMap<string, Indicator>
  readonly workdays: Workdays
}

/** Reads the documents of one feed. Neither function does I/O or knows the time. */
export interface DocumentReader {
  read(document: Document): Reading
  /** The same document with nothing but the rows at these places, which keep their places. */
  excerpt(document: Document, places: ReadonlySet<string>): Uint8Array
}

/** A format is a folder of its own. Opening checks the feed's options; problems name the key and what would be right. */
export interface FeedFormat {
  open(context: FormatContext): { readonly ok: true; readonly reader: DocumentReader } | { readonly ok: false; readonly problems: readonly FeedProblem[] }
}
