/** Tokens that were good when they were last looked up. */
export interface KnownCallers {
  /** What a caller's requests are counted by: a good token by itself, all else by the address that it comes from. Whoever tries many tokens is one caller. */
  keyOf(authorization: string | undefined, address: string): string
  good(authorization: string | undefined): void
  bad(authorization: string | undefined): void
}

/** More than an installation has; beyond that all have to show themselves again. */
const MOST = 10_000

export const createKnownCallers = (): KnownCallers => {
  const known = new Set<string>()
  return {
    keyOf: (authorization, address) => (authorization !== undefined && known.has(authorization) ? authorization : address),
    good: (authorization) => {
      if (authorization === undefined) return
      if (known.size >= MOST) known.clear()
      known.add(authorization)
    },
    bad: (authorization) => {
      if (authorization !== undefined) known.delete(authorization)
    },
  }
}
