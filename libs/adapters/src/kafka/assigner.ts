import { AssignerProtocol, type PartitionAssigner } from 'kafkajs'
import { type Claim, shareOut } from './share-out.ts'

/** All members of a group have to have the same; a change of what is exchanged takes a new name. */
const NAME = 'shixu-sticky-v1'
const VERSION = 1

export interface AssignerParts {
  readonly partitions: number
  /** What this member holds, when it joins. */
  readonly claim: () => Pick<Claim, 'held' | 'since'>
}

/**
 * Gives the same partition number of each topic to the same member, since its state comes from all of them, and leaves partitions where they are:
 * what a member holds travels in its `userData`. kafkajs' own deals out a flat list anew each time.
 */
export const createAssigner =
  ({ partitions, claim }: AssignerParts): PartitionAssigner =>
  () => ({
    name: NAME,
    version: VERSION,
    protocol: ({ topics }) => ({
      name: NAME,
      metadata: AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.from(JSON.stringify(claim())) }),
    }),
    assign: async ({ members, topics }) => {
      const claims = members.map(({ memberId, memberMetadata }) => ({ member: memberId, ...readClaim(memberMetadata) }))
      return [...shareOut(claims, partitions)].map(([memberId, share]) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version: VERSION,
          assignment: Object.fromEntries(topics.map((topic) => [topic, [...share]])),
          userData: Buffer.alloc(0),
        }),
      }))
    },
  })

/** A member whose claim cannot be read claims nothing. */
const readClaim = (metadata: Buffer): Pick<Claim, 'held' | 'since'> => {
  const userData = AssignerProtocol.MemberMetadata.decode(metadata)?.userData
  try {
    const { held, since } = JSON.parse(userData?.toString() ?? '') as { held?: unknown; since?: unknown }
    const partitions = Array.isArray(held) ? held.filter((partition): partition is number => Number.isSafeInteger(partition) && partition >= 0) : []
    return { held: partitions, since: typeof since === 'number' ? since : 0 }
  } catch {
    return { held: [], since: 0 }
  }
}
