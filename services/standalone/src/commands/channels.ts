import { CHANNEL_NAMES, CHANNEL_NEEDS } from '@shixu/adapters/channels'
import type { Contact } from '@shixu/domain'
import { type Command, Option } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { setUpChannels } from '../set-up-channels.ts'
import type { Surroundings } from '../surroundings.ts'
import { testAlert, testMessage } from './channel-test-message.ts'

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

const test = async (surroundings: Surroundings, name: string, { to }: { readonly to?: string }): Promise<void> => {
  const { output } = surroundings
  const message = testMessage(contactOf(name, to), name === 'alertmanager' ? [testAlert()] : [])
  const channel = setUpChannels(surroundings, (line) => output.say(line)).find((each) => each.name === name)
  if (!channel) throw new CommandFault('problems', `The channel "${name}" is not set up: see its settings in docs/configuration.md.`)
  const { outcome, code, text } = await channel.deliver(message, AbortSignal.timeout(60_000))
  output.say(`${outcome} ${code} ${text}`.trimEnd())
  if (outcome !== 'accepted') throw new CommandFault('problems', `The channel "${name}" did not accept the message: ${outcome}.`)
}

/** `channels`: which are set up, and whether one works. */
export const registerChannels = (program: Command, surroundings: Surroundings): void => {
  const channels = program.command('channels').description('the ways to reach people')
  channels
    .command('list')
    .description('every channel, whether it is set up, and what a contact needs for it')
    .action(() => listed(surroundings))
  channels
    .command('test')
    .description('sends a test message and prints the whole exchange, secrets blanked')
    .argument('<name>', 'the channel')
    .addOption(new Option('--to <whom>', 'what would stand in a contact: an address, a user id, the name of a robot, a webhook'))
    .action((name: string, options: { readonly to?: string }) => {
      if (!CHANNEL_NAMES.includes(name)) throw new CommandFault('usage', `There is no channel "${name}": right would be ${CHANNEL_NAMES.join(', ')}`)
      return test(surroundings, name, options)
    })
}
