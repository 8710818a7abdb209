import { z } from 'zod'
import { stepWord } from '../words.ts'
import { id, line, listOf } from './fields.ts'

/** WeCom compares them without regard to case, and joins them with `|`. */
const wecomUser = z.string().regex(/^[A-Za-z0-9][\w@.-]{0,63}$/u, 'a user id of WeCom: up to 64 letters, digits and _-@.')

const contact = z.strictObject({
  step: stepWord.meta({ description: 'liaison 联络员, head 负责人, supervision 督查室.' }),
  name: line,
  email: z.email('an e-mail address').optional(),
  wecom: z
    .union([wecomUser, z.array(wecomUser).min(1).max(1000)])
    .optional()
    .meta({ description: 'User id of WeCom (企业微信账号), or several where the post is held by several.' }),
  robot: id
    .optional()
    .meta({ description: "The robot of the bureau's group in WeCom, by the name that SHIXU_WECOM_ROBOTS gives it; its key never stands here." }),
  webhook: z
    .url({ protocol: /^https?$/u, error: 'an https address' })
    .optional()
    .meta({ description: 'Address of a program that takes notices as CloudEvents, by https.' }),
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
