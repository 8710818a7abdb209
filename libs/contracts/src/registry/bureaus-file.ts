import { z } from 'zod'
import { stepWord } from '../words.ts'
import { id, line, listOf } from './fields.ts'

const contact = z.strictObject({
  step: stepWord.meta({ description: 'liaison 联络员, head 负责人, supervision 督查室.' }),
  name: line,
  email: z.email('an e-mail address').optional(),
  note: line.optional().meta({ description: 'Says where a contact is invented.' }),
})

/** Who answers for targets. */
export const bureauItem = z.strictObject({
  id,
  name_zh: line,
  name_en: line,
  duties: line.meta({ description: 'What the bureau is charged with; assumed responsibilities follow from it.' }),
  contacts: listOf(contact).meta({ description: 'Who hears of it, by step. The first step is the liaison.' }),
})

export type BureauItem = z.infer<typeof bureauItem>

const supervision = id.meta({ description: 'Id of the supervision office (督查室) below.' })

/** `bureaus.yaml`: who answers. */
export const bureausFile = z.strictObject({ supervision, bureaus: listOf(bureauItem) }).meta({ title: 'shixu: bureaus.yaml' })

/** What the file says beside its list. */
export const bureausHead = z.object({ supervision })
