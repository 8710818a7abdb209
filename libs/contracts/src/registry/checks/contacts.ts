import type { Step } from '@shixu/domain'
import type { BureauItem } from '../bureaus-file.ts'
import { type Check, type Entry, problemIn } from '../draft.ts'
import type { RegistryProblem } from '../problem.ts'

/** RFC 2606 and 6761: domains that reach nobody. */
const RESERVED = /@(?:[\w-]+\.)*(?:example\.(?:org|com|net)|example|test|invalid)$/iu

/** Everyone can be told: each bureau through its liaison, the supervision office as such. Invented people get no real address. */
export const contacts: Check = ({ bureaus, bureausHead, region }) => {
  const office = bureausHead?.item.supervision ?? ''
  const steps = (id: string): readonly Step[] => (!bureaus.ids?.has(office) ? ['liaison', 'supervision'] : id === office ? ['supervision'] : ['liaison'])
  return bureaus.entries.flatMap((entry) => [...reachable(entry, steps(entry.item.id)), ...addresses(entry, region?.item.invented ?? false)])
}

/** Where the name of the supervision office is a slip, any bureau may be it. */
function reachable(entry: Entry<BureauItem>, steps: readonly Step[]): readonly RegistryProblem[] {
  if (entry.item.contacts.some((contact) => steps.includes(contact.step))) return []
  const wrong = `${entry.item.id}: nobody is its ${steps[0]}, so nobody would be told`
  return [problemIn(entry, { at: ['contacts'], wrong, right: `add a contact with "step: ${steps[0]}"` })]
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
