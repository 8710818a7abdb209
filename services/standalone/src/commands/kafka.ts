import { applyTopics, reportCluster, sayTopicStep } from '@shixu/adapters/kafka'
import { EVALUATOR_GROUP, NOTIFIER_GROUP, RECORDER } from '@shixu/pipeline'
import { type Command, Option } from 'commander'
import { askKafka } from '../cluster/ask-kafka.ts'
import { type Rereading, replayLog } from '../cluster/replay-log.ts'
import { statusTables } from '../cluster/status-tables.ts'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import { dayOption, jsonOption, type Surroundings } from '../surroundings.ts'

interface Topics {
  readonly partitions: number
  readonly replication: number
  readonly yes?: boolean
}

const countOption = (flag: string, description: string, most: number): Option =>
  new Option(`${flag} <number>`, description).argParser((text) => {
    const value = Number(text)
    if (/^\d+$/u.test(text) && value >= 1 && value <= most) return value
    throw new CommandFault('usage', `${flag} ${text}: expected a whole number from 1 to ${most}`)
  })

const applyAll = async (surroundings: Surroundings, { partitions, replication, yes = false }: Topics): Promise<void> => {
  const { output } = surroundings
  const { prefix, ...client } = askKafka(surroundings)
  const steps = await applyTopics({ ...client, demands: { prefix, partitions, replication }, apply: yes })
  for (const step of steps) output.say(sayTopicStep(step))
  const refused = steps.filter(({ step }) => step === 'refused').length
  if (steps.length === 0) output.say('the topics are as they should be')
  else if (!yes && steps.length > refused) output.tell('nothing was changed; --yes does it')
  if (refused > 0) throw new CommandFault('problems', `${refused} topics are not as they should be, and cannot be changed by this command`)
}

const status = async (surroundings: Surroundings, { json }: { readonly json?: boolean }): Promise<void> => {
  const { output } = surroundings
  const report = await reportCluster({ ...askKafka(surroundings), groups: [EVALUATOR_GROUP, NOTIFIER_GROUP, RECORDER] })
  if (json) sayJson(output, [...report.groups, ...report.topics, ...report.problems.map((problem) => ({ problem }))])
  else output.say(statusTables(report))
  if (report.problems.length > 0) throw new CommandFault('problems', `${report.problems.length} problems: no service starts on these topics`)
}

/** `kafka`: the topics of a cluster, and how its groups stand. */
export const registerKafka = (program: Command, surroundings: Surroundings): void => {
  const kafka = program.command('kafka').description('the topics and groups of a cluster, reached by SHIXU_KAFKA_* variables')
  kafka
    .command('topics')
    .description('the topics')
    .command('apply')
    .description('shows what it takes to make the topics as they should be, and with --yes does it')
    .addOption(countOption('--partitions', 'partitions of each topic, fixed when they are made', 10_000).default(12))
    .addOption(countOption('--replication', 'copies of each record', 15).default(3))
    .option('--yes', 'do it; without it nothing is changed')
    .action((options: Topics) => applyAll(surroundings, options))
  kafka
    .command('replay')
    .description(
      'judges all facts of the log once more, by this version, beside the live run: writes what it would say to a file or a topic of its own, and tells nobody',
    )
    .requiredOption('--group <name>', 'a name for this reading; one that was stopped goes on under the same name')
    .option('--file <path>', 'where to; lines of JSON are added')
    .option('--topic <name>', 'where to: a topic of its own, with as many partitions as the others have')
    .addOption(dayOption('--from', 'the first day whose verdicts are written'))
    .addOption(dayOption('--to', 'the last'))
    .action((options: Rereading) => replayLog(surroundings, options))
  kafka
    .command('status')
    .description('groups with their members, owners and lag, and topics with their settings')
    .addOption(jsonOption())
    .action((options: { json?: boolean }) => status(surroundings, options))
}
