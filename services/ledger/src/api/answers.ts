import { problemAnswer } from '@shixu/contracts/api'
import type { z } from 'zod'

const PROBLEM = { description: 'Why it is not answered', content: { 'application/problem+json': { schema: problemAnswer } } }

/** What any address may answer besides. */
const PROBLEMS = { 400: PROBLEM, 401: PROBLEM, 403: PROBLEM, 404: PROBLEM, 429: PROBLEM, 500: PROBLEM, 503: PROBLEM }

/** What an address answers, for its description and for the check of what goes out. */
export const answers = <S extends z.ZodType>(schema: S) => ({
  200: { description: 'The answer', content: { 'application/json': { schema } } },
  ...PROBLEMS,
})

export const fileAnswers = <S extends z.ZodType>(type: string, schema: S) => ({
  200: { description: 'The file', content: { [type]: { schema } } },
  ...PROBLEMS,
})
