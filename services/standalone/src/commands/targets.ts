import type { Light } from '@shixu/domain'
import { readSeed } from '@shixu/service'
import { type Command, Option } from 'commander'
import { judgedBy, withFacts } from '../facts.ts'
import { sayJson } from '../output.ts'
import { LIGHTS } from '../print/light.ts'
import { targetLine } from '../print/target-line.ts'
import { targetTable } from '../print/target-table.ts'
import { asOfOption, jsonOption, regionOption, type Surroundings } from '../surroundings.ts'

interface Options {
  readonly region: string
  readonly asOf?: string
  readonly light?: Light
  readonly json?: boolean
}

const act = async ({ settings, output }: Surroundings, { region, asOf, light, json }: Options): Promise<void> => {
  const seed = readSeed(settings.seeds, region)
  const states = await withFacts({ settings, seed }, (known) => judgedBy(known, asOf ?? known.today).states)
  const asked = states.filter(({ assessment }) => light === undefined || (assessment?.light ?? 'grey') === light)
  if (json) sayJson(output, asked.map(targetLine))
  else output.say(asked.length === 0 ? 'no target of this light' : targetTable(asked, output.terminal))
}

/** `targets`: where every target stands, as of any day. */
export const registerTargets = (program: Command, surroundings: Surroundings): void => {
  program
    .command('targets')
    .description('where every target stands; beside a running service, after it, or from the seeds where there is no state')
    .addOption(regionOption())
    .addOption(asOfOption())
    .addOption(new Option('--light <light>', 'only those of this light').choices([...LIGHTS]))
    .addOption(jsonOption())
    .action((options: Options) => act(surroundings, options))
}
