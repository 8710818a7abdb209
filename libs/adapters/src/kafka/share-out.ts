/** A member of a group: the partitions that it holds, and when it got them. */
export interface Claim {
  readonly member: string
  readonly held: readonly number[]
  /** Milliseconds since 1970. Of two that claim the same, the later one has it: the other was away. */
  readonly since: number
}

/**
 * Deals partitions 0 to `partitions` − 1 out, evenly, and so that as many as can stay where they are. The same claims give the same shares, in whatever order they come.
 * Each member has an entry, empty where there are more members than partitions.
 */
export const shareOut = (claims: readonly Claim[], partitions: number): ReadonlyMap<string, readonly number[]> => {
  const holder = holders(claims)
  const stays = (claim: Claim): number[] => claim.held.filter((partition) => partition < partitions && holder.get(partition) === claim.member)
  // Who holds most has the first call on the places that are left over when the partitions do not go up evenly.
  const order = claims
    .map((claim) => ({ member: claim.member, own: stays(claim).sort((a, b) => a - b) }))
    .sort((one, other) => other.own.length - one.own.length || (one.member < other.member ? -1 : 1))
  const even = Math.floor(partitions / claims.length)
  const more = partitions % claims.length
  const shares = new Map(order.map(({ member, own }, index) => [member, own.slice(0, quota(index, { even, more }))]))
  const given = new Set([...shares.values()].flat())
  const free = Array.from({ length: partitions }, (_, partition) => partition).filter((partition) => !given.has(partition))
  order.forEach(({ member }, index) => {
    const share = shares.get(member) ?? []
    share.push(...free.splice(0, quota(index, { even, more }) - share.length))
    share.sort((a, b) => a - b)
  })
  return shares
}

const quota = (index: number, { even, more }: { even: number; more: number }): number => even + (index < more ? 1 : 0)

const holders = (claims: readonly Claim[]): ReadonlyMap<number, string> => {
  const byAge = [...claims].sort((one, other) => one.since - other.since || (one.member < other.member ? -1 : 1))
  return new Map(byAge.flatMap(({ member, held }) => held.map((partition) => [partition, member] as const)))
}
