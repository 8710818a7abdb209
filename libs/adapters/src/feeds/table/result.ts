import { oneLine, type RefusalCode, shortened } from '@shixu/domain'

/** Why a cell, a row or a document was not taken. */
export interface Wrong {
  readonly code: RefusalCode
  readonly reason: string
}

/** What a cell says, or what is wrong with it. */
export type Read<T> = { readonly value: T } | Wrong

export const isWrong = (read: Read<unknown>): read is Wrong => 'code' in read

/** Reasons quote what stands in the document: on one line, and not all of it. */
const REASON_LENGTH = 500

export const wrong = (code: RefusalCode, reason: string): Wrong => ({ code, reason: shortened(oneLine(reason.slice(0, 4 * REASON_LENGTH)), REASON_LENGTH) })

type Values<R> = { readonly [K in keyof R]: R[K] extends Read<infer V> ? (V extends Wrong ? never : V) : never }

/** All values together, or everything that is wrong at once: a row is mended in one go. */
export const together = <R extends Readonly<Record<string, Read<unknown>>>>(
  reads: R,
): { readonly value: Values<R> } | { readonly wrongs: readonly Wrong[] } => {
  const wrongs = Object.values(reads).filter(isWrong)
  if (wrongs.length > 0) return { wrongs }
  return { value: Object.fromEntries(Object.entries(reads).map(([key, read]) => [key, (read as { value: unknown }).value])) as Values<R> }
}
