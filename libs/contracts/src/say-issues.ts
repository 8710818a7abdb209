import type { z } from 'zod'

/** All problems in one line: `value: expected number; published: must be a day like 2024-07-01`. */
export const sayIssues = (error: z.ZodError): string => error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${lower(issue.message)}`).join('; ')

const lower = (message: string): string => message.replace(/^Invalid input: /u, '')
