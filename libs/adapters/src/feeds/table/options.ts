import { z } from 'zod'

/** What a row can say. `reached` is the day of a milestone; `by` and `evidence` are a bureau's. */
export const FIELDS = [
  'region',
  'indicator',
  'period',
  'coverage',
  'measure',
  'value',
  'unit',
  'bound',
  'basis',
  'published',
  'published_basis',
  'reached',
  'by',
  'evidence',
] as const

export type Field = (typeof FIELDS)[number]

/** Without these no row is a figure. */
const NEEDED = ['indicator', 'period', 'measure'] as const satisfies readonly Field[]

const ENCODING_HINT = 'must be utf-8, gb18030 (which reads GBK and GB2312 too), or auto (utf-8 where it is that, else gb18030)'
const word = z.string().trim().min(1, 'must not be empty')

const perField = z.strictObject(Object.fromEntries(FIELDS.map((field) => [field, word.optional()])) as Record<Field, z.ZodOptional<typeof word>>)

/** Options of the format `table`, as they stand in `feeds.yaml`. */
export const tableOptions = z
  .strictObject({
    layout: z.enum(['csv', 'json'], 'must be csv or json').default('csv'),
    encoding: z.enum(['utf-8', 'gb18030', 'auto'], ENCODING_HINT).default('utf-8'),
    delimiter: z.enum([',', ';', '\t', '|'], 'must be "," ";" "|" or a tab').default(','),
    /** Lines above the header, such as a title. */
    skip: z.int('must be a whole number of lines').min(0, 'must be 0 or more').max(100, 'must be at most 100 lines').default(0),
    /** Lines that begin with it are no rows. */
    comment: z.string().length(1, 'must be one character, such as "#"').optional(),
    /** Where in a JSON document the rows are: `data.list`. Empty: the document is the list. */
    rows: z.string().default(''),
    columns: perField.default({}),
    constants: perField.default({}),
    /** How the table calls an indicator, and its id. */
    names: z.record(z.string(), word).default({}),
    region: word.optional(),
    /** What a blank day of publication means: the indicator's release rule, or the day of receipt. */
    undated: z.enum(['release-rule', 'received'], 'must be release-rule or received').default('release-rule'),
  })
  .superRefine((options, context) => {
    const problem = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (!options.columns.value) problem(['columns', 'value'], 'must name the column that holds the figures')
    for (const field of NEEDED)
      if (!options.columns[field] && !options.constants[field])
        problem(['columns', field], `must name a column, or constants.${field} must give what the table lacks`)
    for (const field of FIELDS)
      if (options.columns[field] && options.constants[field]) problem(['constants', field], 'is given by a column already: keep one of the two')
    if (options.layout === 'csv' && options.rows) problem(['rows'], 'belongs to layout: json')
  })

export type TableOptions = z.infer<typeof tableOptions>
