import type { z } from 'zod'

/** Problems of a feed's options, one a line: which feed, which key, what would be right. */
export const optionProblems = (feed: string, { issues }: z.ZodError): readonly string[] =>
  issues.map((issue) => `feed "${feed}": ${['options', ...issue.path].join('.')}: ${sayIssue(issue)}`)

const sayIssue = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') return `unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}; check its spelling, or take it out`
  if (issue.code === 'invalid_type') return `must be ${issue.expected === 'record' ? 'a map' : `a ${issue.expected}`}`
  return issue.message
}
