import { z } from 'zod'
import { day, line, year } from './fields.ts'

const document = z.strictObject({
  title: line.meta({ description: 'Title of the report.' }),
  date: day.meta({ description: 'The day it was given.' }),
  file: z
    .string()
    .regex(/^[\w-][\w.-]*\.txt$/u, 'a .txt file in this folder: report.txt')
    .meta({ description: 'The text that the citations are held against: UTF-8, in this folder.' }),
})

/** `region.yaml`: whose report this is. */
export const regionFile = z
  .strictObject({
    region: z
      .string()
      .regex(/^\d{6}$/u, 'the six digits of GB/T 2260 in quotes: "420100"')
      .meta({ description: 'Code by GB/T 2260, six digits in quotes.' }),
    year: year.meta({ description: 'The year that the targets are for.' }),
    name_zh: line.meta({ description: 'Name of the region, in Chinese.' }),
    name_en: line.meta({ description: 'Name of the region, in English.' }),
    invented: z.boolean().meta({ description: 'true where the region or its figures are made up.' }),
    effective: day.meta({ description: 'Judged silently up to this day; alerts are raised from the next one on.' }),
    coverage_note: line.meta({ description: 'What of the published figures is here, and what is not.' }),
    document: document.meta({ description: 'The report.' }),
  })
  .meta({ title: 'shixu: region.yaml' })
