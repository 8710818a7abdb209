import { CHANNEL_NAMES, CHANNEL_NEEDS } from '@shixu/adapters/channels'
import type { AlertEvent, Contact, Words } from '@shixu/domain'
import { wallClock } from '@shixu/runtime'
import { readSeed } from '@shixu/service'
import { type Command, Option } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { setUpChannels } from '../set-up-channels.ts'
import type { Surroundings } from '../surroundings.ts'
import { testMessage } from './channel-test-message.ts'
import { NO_REGION, plainTrialAlert, trialAlert } from './trial-alert.ts'

const listed = (surroundings: Surroundings): void => {
  const there = setUpChannels(surroundings).map(({ name }) => name)
  const width = Math.max(...CHANNEL_NAMES.map((name) => name.length))
  for (const name of CHANNEL_NAMES) {
    const need = CHANNEL_NEEDS[name]
    surroundings.output.say(`${name.padEnd(width)}  ${there.includes(name) ? 'set up' : 'not set up'}${need ? `; contacts need "${need}"` : ''}`)
  }
}

/** The contact that is reached by what was given, in the field that the channel reads. */
function contactOf(name: string, to: string | undefined): Contact {
  const need = CHANNEL_NEEDS[name]
  const nobody: Contact = { step: 'liaison', name: '测试' }
  if (!need) return nobody
  if (to === undefined) throw new CommandFault('usage', `channels test ${name}: --to is missing: what stands as "${need}" in a contact`)
  return { ...nobody, [need]: need === 'wecom' ? to.split(/[,|]/u) : to }
}

/** Of which region a test speaks, and how: as usual where none is named. */
const voiceOf = ({ settings }: Surroundings, region: string | undefined): { readonly region: string; readonly words: Words } => {
  if (region === undefined) return { region: NO_REGION, words: {} }
  const { registry } = readSeed(settings.seeds, region)
  return { region: registry.region, words: registry }
}

/** A program behind a webhook might act on an alert. */
const alertsFor = (name: string, trial: Parameters<typeof trialAlert>[0]): readonly AlertEvent[] => {
  if (name === 'webhook') return []
  return [name === 'alertmanager' ? plainTrialAlert(trial) : trialAlert(trial)]
}

interface TestOptions {
  readonly to?: string
  readonly region?: string
}

const test = async (surroundings: Surroundings, name: string, options: TestOptions): Promise<void> => {
  const { output } = surroundings
  const contact = contactOf(name, options.to)
  const voice = voiceOf(surroundings, options.region)
  const trial = { ...voice, day: wallClock.today() }
  const alerts = alertsFor(name, trial)
  const channels = setUpChannels(surroundings, { wordsIn: () => voice.words, transcript: (line) => output.say(line) })
  const channel = channels.find((each) => each.name === name)
  if (!channel) throw new CommandFault('problems', `The channel "${name}" is not set up: see its settings in docs/configuration.md.`)
  const { outcome, code, text } = await channel.deliver(testMessage({ ...voice, contact, alerts }), AbortSignal.timeout(60_000))
  output.say(`${outcome} ${code} ${text}`.trimEnd())
  if (outcome !== 'accepted') throw new CommandFault('problems', `The channel "${name}" did not accept the message: ${outcome}.`)
  if (name === 'wecom-app' && surroundings.settings.wecomToken === null) output.tell(NO_BUTTON)
}

const NO_BUTTON = 'It has no button: nothing answers to one without SHIXU_WECOM_TOKEN and SHIXU_WECOM_AES_KEY.'

/** `channels`: which are set up, and whether one works. */
export const registerChannels = (program: Command, surroundings: Surroundings): void => {
  const channels = program.command('channels').description('the ways to reach people')
  channels
    .command('list')
    .description('every channel, whether it is set up, and what a contact needs for it')
    .action(() => listed(surroundings))
  channels
    .command('test')
    .description('sends a test message with what real ones have and prints the whole exchange, secrets blanked')
    .argument('<name>', 'the channel')
    .addOption(new Option('--to <whom>', 'what would stand in a contact: an address, a user id, the name of a robot, a webhook'))
    .addOption(new Option('--region <name>', 'registry in whose words it is said; as usual without'))
    .action((name: string, options: TestOptions) => {
      if (!CHANNEL_NAMES.includes(name)) throw new CommandFault('usage', `There is no channel "${name}": right would be ${CHANNEL_NAMES.join(', ')}`)
      return test(surroundings, name, options)
    })
}
