import { exportTargets } from '@shixu/contracts'
import type { Registry } from '@shixu/domain'
import { checkRegistry, readSeed, registryFolder, registryNames } from '@shixu/service'
import type { Command } from 'commander'
import { CommandFault } from '../command-fault.ts'
import { sayJson } from '../output.ts'
import { columns } from '../print/columns.ts'
import { jsonOption, type Surroundings } from '../surroundings.ts'
import { publishRegistry } from './registry-publish.ts'

const summary = ({ nameZh, year, targets, indicators, bureaus, feeds }: Registry): string =>
  `${nameZh} ${year}: ${targets.length} targets, ${indicators.length} indicators, ${bureaus.length} bureaus, ${feeds.length} feeds; no problem found`

const check = ({ settings, output }: Surroundings, names: readonly string[]): void => {
  const problems = names.flatMap((name) => {
    const folder = registryFolder(settings.seeds, name)
    const checked = checkRegistry(folder)
    if ('registry' in checked) output.say(summary(checked.registry))
    return 'problems' in checked ? checked.problems.map((problem) => `${folder}/${problem}`) : []
  })
  problems.forEach(output.say)
  if (problems.length > 0) throw new CommandFault('problems', `${problems.length} problems`)
}

const listing = ({ targets }: Registry): string =>
  columns(
    [{ head: 'id' }, { head: '目标' }, { head: '目标值', align: 'right' }, { head: '牵头单位' }, { head: '报告原文位置', align: 'right' }],
    targets.map(({ id, nameZh, value, unit, lead, citation }) => [
      id,
      nameZh,
      value === null ? '' : `${value}${unit ?? ''}`,
      lead.bureau,
      String(citation.anchorOffset),
    ]),
  )

/** `registry check`, `registry export` and `registry publish`. */
export const registerRegistry = (program: Command, surroundings: Surroundings): void => {
  const { settings, output } = surroundings
  const registry = program.command('registry').description('the files of targets, indicators, bureaus, routes and feeds')
  registry
    .command('check')
    .description('says everything that is wrong with registry files: file, line, what is wrong, what would be right')
    .argument('[dir...]', 'folders or names; all below the seeds where none is named')
    .action((dirs: string[]) => check(surroundings, dirs.length > 0 ? dirs : registryNames(settings.seeds)))
  registry
    .command('export')
    .description('lists the targets, each with its place in the report')
    .argument('[dir]', 'folder or name', 'wuhan-2024')
    .addOption(jsonOption())
    .action((dir: string, { json }: { json?: boolean }) => {
      const seed = readSeed(settings.seeds, dir)
      if (json) sayJson(output, exportTargets(seed.registry))
      else output.say(listing(seed.registry))
    })
  registry
    .command('publish')
    .description('shows how a registry differs from what stands declared on the cluster, and with --yes declares it')
    .argument('[dir]', 'folder or name', 'wuhan-2024')
    .option('--yes', 'write the difference; without it nothing is changed')
    .action((dir: string, { yes }: { yes?: boolean }) => publishRegistry(surroundings, dir, { write: yes === true }))
}
