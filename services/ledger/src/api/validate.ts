import type { FastifySchemaCompiler } from 'fastify'
import { z } from 'zod'
import type { Language } from './language.ts'
import type { FieldProblem } from './problems.ts'

/** What is wrong with what was sent, not yet in words: those depend on the caller. */
export class Invalid extends Error {
  override readonly name = 'Invalid'
  readonly issues: readonly z.core.$ZodIssue[]

  constructor(issues: readonly z.core.$ZodIssue[]) {
    super('the request does not fit its schema')
    this.issues = issues
  }
}

export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (sent) => {
    const read = schema.safeParse(sent)
    return read.success ? { value: read.data } : { error: new Invalid(read.error.issues) }
  }

const LOCALES = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError } as const

const said = (issue: z.core.$ZodIssue, language: Language): string => {
  const words = LOCALES[language](issue as unknown as z.core.$ZodRawIssue)
  return (typeof words === 'string' ? words : words?.message) ?? issue.message
}

/** Each issue at the parameter that it is about. What is sent is never repeated. */
export const fieldProblems = ({ issues }: Invalid, language: Language): readonly FieldProblem[] =>
  issues.flatMap((issue) => {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => key.slice(0, 80)) : [issue.path.join('.')]
    return fields.map((field) => ({ field, problem: said(issue.code === 'unrecognized_keys' ? { ...issue, keys: [field] } : issue, language) }))
  })
