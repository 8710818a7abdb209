import type { z } from 'zod'

/** More would only fill the log. */
const SAID = 20

/** All problems in one line: `value: expected number; published: must be a day like 2024-07-01`. */
export function sayIssues({ issues }: z.ZodError): string {
  const said = issues.slice(0, SAID).map((issue) => `${issue.path.join('.') || 'body'}: ${bare(issue.message)}`)
  return issues.length > SAID ? `${said.join('; ')}; and ${issues.length - SAID} more` : said.join('; ')
}

const bare = (message: string): string => message.replace(/^Invalid input: /u, '')
