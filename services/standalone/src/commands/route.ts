import { chineseWorkdays } from '@shixu/adapters/calendar'
import { type AlertEvent, type AlertEventType, type AlertKind, alertKindsOf, type Light, type Step, type Target, targetKey } from '@shixu/domain'
import { wallClock } from '@shixu/runtime'
import { readSeed, type Seed } from '@shixu/service'
import { type Command, Option } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import { LIGHTS } from '../print/light.ts'
import { routingLine, routingOf, routingPage, unreached } from '../print/routing.ts'
import { setUpChannels } from '../set-up-channels.ts'
import { jsonOption, regionOption, type Surroundings } from '../surroundings.ts'
import { targetOf } from '../target-of.ts'

interface Options {
  readonly region: string
  readonly target: string
  readonly light: Light
  readonly kind?: AlertKind
  readonly event: AlertEventType
  readonly step: Step
  readonly json?: boolean
}

const KINDS: readonly AlertKind[] = ['pace', 'report-due', 'overdue', 'past-due']
const EVENTS: readonly AlertEventType[] = [
  'raised',
  'eased',
  'worsened',
  'resolved',
  'corrected',
  'escalated',
  'acknowledged',
  'reminded',
  'closed',
  'withdrawn',
]
const STEPS: readonly Step[] = ['liaison', 'head', 'supervision']

/** The kind that is asked for, where the target can have it. */
const kindOf = ({ registry }: Seed, target: Target, asked: AlertKind | undefined): AlertKind => {
  const indicator = registry.indicators.find(({ id }) => id === target.indicator)
  const possible = indicator ? alertKindsOf(target, indicator) : KINDS
  if (possible.length === 0)
    throw new CommandFault('problems', `${target.id} is no promise about the year (${target.firmness}) and has no alerts: nobody ever hears of it.`)
  const kind = asked ?? possible[0]!
  if (!possible.includes(kind)) throw new CommandFault('usage', `${target.id} has no alert of the kind "${kind}": right would be ${possible.join(' or ')}`)
  return kind
}

/** An event as it would be; nothing of it is told. */
const supposed = (target: Target, { light, event, step, kind }: Options & { readonly kind: AlertKind }): AlertEvent => {
  const day = wallClock.today()
  const announced = { period: null, light, done: null }
  const status = event === 'eased' ? 'eased' : event === 'resolved' || event === 'closed' || event === 'withdrawn' ? 'over' : 'open'
  return {
    ...{ type: event, why: 'turned-red', day, sequence: [0, 0, 0], subject: target, assessment: null },
    alert: {
      ...{ target: targetKey(target), kind, status, since: day, readings: 1, step, steppedOn: day, announced },
      acknowledged: null,
      silencedUntil: null,
      outcome: null,
    },
  }
}

const act = ({ settings, output }: Surroundings, options: Options): void => {
  const seed = readSeed(settings.seeds, options.region)
  const target = targetOf(seed, options.target)
  const event = supposed(target, { ...options, kind: kindOf(seed, target, options.kind) })
  const routing = routingOf(seed.registry, event, {
    now: wallClock.now(),
    workdays: chineseWorkdays(),
    setUp: setUpChannels({ settings }).map(({ name }) => name),
  })
  if (options.json)
    sayJson(
      output,
      routing.heard.map((each) => routingLine(each, routing.setUp)),
    )
  else output.say(routingPage(routing))
  if (routing.heard.length === 0)
    throw new CommandFault(
      'problems',
      `Nobody would hear of it: ${routing.vacant.length > 0 ? `nobody holds ${routing.vacant.join(', ')}` : 'no route matches'}.`,
    )
  const lost = unreached(routing)
  if (lost.length > 0)
    throw new CommandFault(
      'problems',
      `Nothing would reach ${lost.join(', ')}: of the channels of the route none that reaches them is set up here. See "shixu channels list".`,
    )
}

/** `route`: who would hear of an alert, through what, when and why. */
export const registerRoute = (program: Command, surroundings: Surroundings): void => {
  program
    .command('route')
    .description('who would hear of an alert, through what, when and why; nothing is told')
    .addOption(regionOption())
    .requiredOption('--target <id>', 'id of the target')
    .addOption(new Option('--light <light>', 'the light that it has').choices([...LIGHTS]).default('red'))
    .addOption(new Option('--kind <kind>', 'kind of alert; without it the first that the target can have').choices([...KINDS]))
    .addOption(new Option('--event <event>', 'what happens to the alert').choices([...EVENTS]).default('raised'))
    .addOption(new Option('--step <step>', 'how far the ladder has come').choices([...STEPS]).default('liaison'))
    .addOption(jsonOption())
    .action((options: Options) => act(surroundings, options))
}
