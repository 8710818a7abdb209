import type { BureauItem } from '../bureaus-file.ts'
import { type Check, type Entry, problemIn } from '../draft.ts'
import type { RegistryProblem } from '../problem.ts'

/** RFC 2606 and 6761: domains that reach nobody. */
const RESERVED = /@(?:[\w-]+\.)*(?:example\.(?:org|com|net)|example|test|invalid)$/iu

/** Everyone can be told: each bureau through its liaison, the supervision office as such. Invented people get no real address. */
export const contacts: Check = ({ bureaus, bureausHead, region }) =>
  bureaus.entries.flatMap((entry) => [
    ...reachable(entry, entry.item.id === bureausHead?.item.supervision ? 'supervision' : 'liaison'),
    ...addresses(entry, region?.item.invented ?? false),
  ])

function reachable(entry: Entry<BureauItem>, step: 'liaison' | 'supervision'): readonly RegistryProblem[] {
  if (entry.item.contacts.some((contact) => contact.step === step)) return []
  return [
    problemIn(entry, {
      at: ['contacts'],
      wrong: `${entry.item.id}: nobody is its ${step}, so nobody would be told`,
      right: `add a contact with "step: ${step}"`,
    }),
  ]
}

const addresses = (entry: Entry<BureauItem>, invented: boolean): readonly RegistryProblem[] =>
  entry.item.contacts.flatMap(({ email, note, name }, index) => {
    const madeUp = invented || /invented|虚构/u.test(`${note ?? ''}${name}`)
    if (!madeUp || email === undefined || RESERVED.test(email)) return []
    return [
      problemIn(entry, {
        at: ['contacts', index, 'email'],
        wrong: `${entry.item.id}: ${email} could be somebody's, and the contact is invented`,
        right: 'use @bureau.example or @example.org',
      }),
    ]
  })
