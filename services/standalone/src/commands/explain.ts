import { type Command as Answer, type Assessment, type Day, type Observation, type Target, targetKey } from '@shixu/domain'
import { readSeed, type Seed } from '@shixu/service'
import type { Command } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { judgedBy, type Known, withFacts } from '../facts.ts'
import { sayJson } from '../output.ts'
import { type Explanation, explanation } from '../print/explanation.ts'
import { targetLine } from '../print/target-line.ts'
import { asOfOption, jsonOption, regionOption, type Surroundings } from '../surroundings.ts'
import { targetOf } from '../target-of.ts'

interface Options {
  readonly region: string
  readonly asOf?: string
  readonly json?: boolean
}

interface Asked {
  readonly seed: Seed
  readonly target: Target
  readonly day: Day
  readonly coloured: boolean
}

const vintagesOf = ({ facts }: Known, { target, day }: Asked): readonly Observation[] =>
  facts
    .flatMap((fact) => (fact.type === 'observation-published' && fact.data?.indicator === target.indicator && fact.data.published <= day ? [fact.data] : []))
    .sort((a, b) => `${a.period} ${a.measure} ${a.published}`.localeCompare(`${b.period} ${b.measure} ${b.published}`))

/** What people answered, from the first day that began up to the one that is asked about. */
const commandsOf = ({ facts }: Known, { target, day }: Asked): readonly Answer[] => {
  const later = facts.findIndex((fact) => fact.type === 'day-began' && fact.data !== null && fact.data.day > day)
  const byThen = later < 0 ? facts : facts.slice(0, later)
  const given = byThen.flatMap((fact) => (fact.type === 'command-given' && fact.data?.target === targetKey(target) ? [fact.data] : []))
  return [...new Map(given.map((command) => [command.id, command])).values()]
}

/** The newest judgement of each period, in calendar order. */
const byPeriod = (assessments: readonly Assessment[]): readonly Assessment[] =>
  [...new Map(assessments.map((each) => [each.period ?? '', each])).values()].sort((a, b) => (a.period ?? '').localeCompare(b.period ?? ''))

const reckon = async (known: Known, asked: Asked): Promise<Explanation> => {
  const { seed, target, day, coloured } = asked
  const key = targetKey(target)
  const folded = judgedBy(known, day)
  const state = folded.states.find(({ declared }) => targetKey(declared.target) === key)
  if (!state) throw new CommandFault('problems', `${target.id} is in the registry but not yet among the facts: start the service once.`)
  const told = known.state ? await known.state.stores.ledger.deliveriesOf({ target: key }) : []
  return {
    registry: seed.registry,
    state,
    vintages: vintagesOf(known, asked),
    assessments: byPeriod(folded.assessments.map(({ assessment }) => assessment).filter((each) => each.target === key)),
    alerts: folded.alerts.filter(({ alert }) => alert.target === key),
    commands: commandsOf(known, asked),
    deliveries: told.filter((delivery) => delivery.day <= day),
    letters: known.state ? await known.state.stores.deadletters.list({ about: target.indicator, open: true }) : [],
    coloured,
  }
}

const jsonOf = ({ state, vintages, assessments, alerts, commands, deliveries, letters }: Explanation) => ({
  ...targetLine(state),
  citation: state.declared.target.citation,
  vintages,
  assessments,
  alert_events: alerts.map(({ type, day, alert }) => ({ type, day, alert })),
  commands,
  deliveries,
  deadletters: letters.map(({ id, letter }) => ({ id, place: letter.place, code: letter.code, reason: letter.reason })),
})

const act = async ({ settings, output }: Surroundings, name: string, { region, asOf, json }: Options): Promise<void> => {
  const seed = readSeed(settings.seeds, region)
  const target = targetOf(seed, name)
  const all = await withFacts({ settings, seed }, (known) => reckon(known, { seed, target, day: asOf ?? known.today, coloured: output.terminal }))
  if (json) sayJson(output, [jsonOf(all)])
  else output.say(explanation(all))
}

/** `explain`: why a target has its light. */
export const registerExplain = (program: Command, surroundings: Surroundings): void => {
  program
    .command('explain')
    .description('the whole reckoning of one target: figures and their vintages, pace line, forecast, presets, alerts, who was told, citation')
    .argument('<target>', 'id of the target')
    .addOption(regionOption())
    .addOption(asOfOption())
    .addOption(jsonOption())
    .action((name: string, options: Options) => act(surroundings, name, options))
}
