import type { z } from 'zod'

/** One thing that is wrong with a feed: in words that name the feed and the key, and where below the feed's lines in its file. `key` is one that should not be there. */
export interface FeedProblem {
  readonly feed: string
  readonly path: readonly PropertyKey[]
  readonly key?: string
  readonly said: string
}

/** Problems of a feed's options: which key, what would be right. */
export const optionProblems = (feed: string, { issues }: z.ZodError): readonly FeedProblem[] =>
  issues.map((issue) => {
    const path = ['options', ...issue.path]
    const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
    return { feed, path, said: `feed "${feed}": ${path.join('.')}: ${sayIssue(issue)}`, ...(key !== undefined && { key }) }
  })

const sayIssue = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') return `unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}; check its spelling, or take it out`
  if (issue.code === 'invalid_type') return `must be ${issue.expected === 'record' ? 'a map' : `a ${issue.expected}`}`
  return issue.message
}
