import type { AlertEvent, AlertEventType, Step } from './alert.ts'
import type { Addressee, Bureau, Contact, Route, RouteMatch } from './bureau.ts'

/** Why one hears of it: his bureau leads (牵头) or supports (配合), the route names it, or it is the supervision office (督查室). */
export type Role = 'lead' | 'supporting' | 'named' | 'supervision'

/** One post that is to hear of an alert event. `id` names the post, not the person: `420100/commerce/liaison`. */
export interface Recipient {
  readonly id: string
  readonly bureau: string
  readonly contact: Contact
  readonly role: Role
  /** In order of preference. */
  readonly channels: readonly string[]
  /** The route that named him. */
  readonly route: string
}

/** What routing goes by: the files of one region. `supervision` is the id of its supervision office. */
export interface Routes {
  readonly bureaus: readonly Bureau[]
  readonly routes: readonly Route[]
  readonly supervision: string
  readonly take?: 'first' | 'all'
  /** Channels that there are; all, where nothing is said. */
  readonly setUp?: readonly string[]
}

export interface Routing {
  readonly recipients: readonly Recipient[]
  /** Ids of the routes that decided, joined by `+`; empty where none matched. */
  readonly why: string
  /** Posts that should hear of it and that nobody holds: `commerce/head`. */
  readonly vacant: readonly string[]
}

/** Each rung of the ladder and those below it. */
const REACHED: Readonly<Record<Step, readonly Step[]>> = {
  liaison: ['liaison'],
  head: ['liaison', 'head'],
  supervision: ['liaison', 'head', 'supervision'],
}

interface Post {
  readonly bureau: string
  readonly step: Step
  readonly role: Role
}

/** Who hears of an alert event, by which route, and in what order of channels. Routes are tried in order; the first that matches decides unless it says `continue`. */
export function route(event: AlertEvent, registry: Routes): Routing {
  const chosen = matching(event, registry)
  const wanted = chosen.flatMap((each) =>
    [...postsOf(each, event, registry.supervision), ...watchOf(event, registry.supervision)].map((post) => ({ post, by: each })),
  )
  const contactsOf = (bureau: string) => registry.bureaus.find(({ id }) => id === bureau)?.contacts ?? []
  return {
    recipients: once(
      wanted.flatMap(({ post, by }) => holders(post, contactsOf(post.bureau)).map((holder) => recipient(event.subject.region, holder, by))),
      registry.setUp,
    ),
    why: chosen.map(({ id }) => id).join('+'),
    vacant: [
      ...new Set(wanted.filter(({ post }) => !contactsOf(post.bureau).some(({ step }) => step === post.step)).map(({ post }) => `${post.bureau}/${post.step}`)),
    ],
  }
}

function matching(event: AlertEvent, { routes, take = 'first' }: Routes): readonly Route[] {
  const matched = routes.filter(({ match }) => mismatches(match, event).length === 0)
  const last = take === 'all' ? -1 : matched.findIndex((each) => !each.continue)
  return last < 0 ? matched : matched.slice(0, last + 1)
}

/** The fields of a route that do not hold of the event; none, where it matches. */
export function mismatches(match: RouteMatch, { type, alert, subject, assessment, before }: AlertEvent): readonly (keyof RouteMatch)[] {
  // Whoever heard of a red light hears that it was none.
  const lights = [assessment?.light ?? alert.announced.light, ...(before ? [before.light] : [])]
  const holds: Readonly<Record<keyof RouteMatch, boolean>> = {
    targets: has(match.targets, subject.id),
    kinds: has(match.kinds, subject.kind),
    firmness: has(match.firmness, subject.firmness),
    alerts: match.alerts?.some((kind) => kind === alert.kind || (kind === 'overdue' && alert.kind === 'report-due')) ?? true,
    events: has(match.events, type),
    lights: lights.some((light) => has(match.lights, light)),
    regions: match.regions?.some((code) => subject.region.startsWith(code)) ?? true,
  }
  return (Object.keys(holds) as (keyof RouteMatch)[]).filter((field) => !holds[field])
}

const has = <T>(wanted: readonly T[] | undefined, value: T): boolean => wanted === undefined || wanted.includes(value)

/** What happens between the lead bureau and those above it, and not to the target. */
const ABOUT_PEOPLE: ReadonlySet<AlertEventType> = new Set<AlertEventType>(['escalated', 'acknowledged', 'reminded'])

/** Nothing is wrong yet where a report is only near its day: nobody in copy hears of that. */
const isWrong = ({ alert }: AlertEvent): boolean => alert.kind !== 'report-due'

/**
 * The lead bureau hears as high as the ladder has reached. Whoever is in copy to it hears through his liaison, and only what happens to the target, unless the route names the event; the
 * supervision office hears of the ladder too, but of a step up only when it is the one that is reached.
 */
function postsOf({ to, match }: Route, event: AlertEvent, supervision: string): readonly Post[] {
  const { type, alert, subject } = event
  const inCopy = to.some(isLead) && match.events === undefined
  const ofTheTarget = !inCopy || (!ABOUT_PEOPLE.has(type) && isWrong(event))
  const ofTheLadder = !inCopy || (type !== 'escalated' && isWrong(event))
  return to.flatMap((each): readonly Post[] => {
    if (isLead(each)) return leadPosts(subject.lead.bureau, typeof each === 'string' ? alert.step : lowerOf(each.lead, alert.step), supervision)
    if (each !== 'supporting' && each.bureau === supervision) return ofTheLadder ? [{ bureau: supervision, step: 'supervision', role: 'supervision' }] : []
    return ofTheTarget ? othersOf(each, event) : []
  })
}

type Lead = Extract<Addressee, 'lead' | { readonly lead: Step }>

const isLead = (to: Addressee): to is Lead => to === 'lead' || (typeof to === 'object' && 'lead' in to)

const othersOf = (to: Exclude<Addressee, Lead>, { subject }: AlertEvent): readonly Post[] =>
  to === 'supporting'
    ? subject.supporting.map(({ bureau }) => ({ bureau, step: 'liaison', role: 'supporting' }))
    : [{ bureau: to.bureau, step: to.step ?? 'liaison', role: 'named' }]

const lowerOf = (one: Step, other: Step): Step => (REACHED[one].length < REACHED[other].length ? one : other)

/** Whoever silences an alert is seen to do so. */
const watchOf = ({ command }: AlertEvent, supervision: string): readonly Post[] =>
  command?.kind === 'silence' ? [{ bureau: supervision, step: 'supervision', role: 'supervision' }] : []

const leadPosts = (lead: string, reached: Step, supervision: string): readonly Post[] =>
  REACHED[reached].map((step) => (step === 'supervision' ? { bureau: supervision, step, role: 'supervision' } : { bureau: lead, step, role: 'lead' }))

interface Holder extends Post {
  readonly contact: Contact
  /** Names the post: `commerce/liaison`, and `commerce/liaison-2` for a second one who holds it. */
  readonly name: string
}

/** Whoever holds the post; where it is vacant, whoever else the bureau has, rather than nobody. */
function holders({ bureau, step, role }: Post, contacts: readonly Contact[]): readonly Holder[] {
  const held = contacts.filter((contact) => contact.step === step)
  const standIns = held.length > 0 ? held : contacts
  return standIns.map((contact) => ({ bureau, step: contact.step, role, contact, name: postName(bureau, contact, contacts) }))
}

function postName(bureau: string, contact: Contact, contacts: readonly Contact[]): string {
  const index = contacts.filter(({ step }) => step === contact.step).indexOf(contact)
  return `${bureau}/${contact.step}${index === 0 ? '' : `-${index + 1}`}`
}

const recipient = (region: string, { bureau, contact, name, role }: Holder, { id, channels }: Route): Recipient => ({
  id: `${region}/${name}`,
  bureau,
  contact,
  role,
  channels,
  route: id,
})

/** Who holds the post of a recipient's id now, or null where nobody does any more. */
export function holderOf(id: string, bureaus: readonly Bureau[]): { readonly bureau: Bureau; readonly contact: Contact } | null {
  const [, bureauId] = id.split('/')
  const bureau = bureaus.find((each) => each.id === bureauId)
  const contact = bureau?.contacts.find((each) => id.endsWith(`/${postName(bureau.id, each, bureau.contacts)}`))
  return bureau && contact ? { bureau, contact } : null
}

/** Nobody is told twice, neither by two routes nor in two posts at one address. */
function once(recipients: readonly Recipient[], setUp: Routes['setUp']): readonly Recipient[] {
  const seen = new Set<string>()
  return recipients.filter((recipient) => {
    const addresses = addressesOf(recipient, recipient.channels.find((channel) => setUp?.includes(channel)) ?? recipient.channels[0])
    const fresh = !seen.has(recipient.id) && (addresses.length === 0 || addresses.some((address) => !seen.has(address)))
    if (fresh) for (const name of [recipient.id, ...addresses]) seen.add(name)
    return fresh
  })
}

/** Where the first of his channels that there is reaches him. An office has one mailbox and many people: who is told by WeCom is not told already because he shares it. A group hears its robot once, however many of its members are told by it. */
function addressesOf({ contact }: Recipient, channel: string | undefined): readonly string[] {
  if (channel === 'wecom-app' && contact.wecom?.length) return contact.wecom.map((user) => `wecom:${user.toLowerCase()}`)
  if (channel === 'wecom-robot' && contact.robot) return [`robot:${contact.robot}`]
  if (channel === 'webhook' && contact.webhook) return [`webhook:${contact.webhook}`]
  return contact.email ? [`mailto:${contact.email.toLowerCase()}`] : []
}
