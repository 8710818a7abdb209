import { chineseWorkdays } from '@shixu/adapters/calendar'
import { createFetch, openFeeds } from '@shixu/adapters/feeds'
import type { Stores } from '@shixu/adapters/store'
import type { Feed } from '@shixu/pipeline'
import { wallClock } from '@shixu/runtime'
import { RegistryFault, type Seed } from '@shixu/service'
import { createFeedWatch, type FeedWatch, joinWatches } from './feed-watch.ts'

/** A feed of one of several registries. Its id names the registry too, since two may call their feeds the same. */
export interface Source extends Feed {
  readonly schedule: string
}

export interface Sources {
  readonly feeds: readonly Source[]
  readonly watch: FeedWatch
}

/** The feeds of all registries, or everything that is wrong with them at once. */
export const openSources = (seeds: readonly Seed[], memory: Stores['memory']): Sources => {
  const opened = seeds.map((seed) => sourcesOf(seed, memory))
  const problems = opened.flatMap((each) => each.problems)
  if (problems.length > 0) throw new RegistryFault('problems', problems.join('\n'))
  const workdays = chineseWorkdays()
  const watches = seeds.map(({ name, registry }) => [name, createFeedWatch({ indicators: registry.indicators, workdays })] as const)
  return { feeds: opened.flatMap(({ feeds }) => feeds), watch: joinWatches(new Map(watches), nameOf) }
}

const nameOf = (id: string): string => id.slice(0, id.indexOf('/'))

const sourcesOf = ({ name, folder, registry }: Seed, memory: Stores['memory']): { readonly feeds: readonly Source[]; readonly problems: readonly string[] } => {
  const idOf = (feed: string): string => `${name}/${feed}`
  const { feeds, problems } = openFeeds({
    registry,
    fetch: createFetch({ folder, now: wallClock.now }),
    memory: { recall: (feed) => memory.recall(idOf(feed)), remember: (feed, pulled) => memory.remember(idOf(feed), pulled) },
    clock: wallClock,
    workdays: chineseWorkdays(),
  })
  return {
    feeds: feeds.map((feed) => ({ ...feed, id: idOf(feed.id), schedule: feed.spec.schedule })),
    problems: problems.map((problem) => `${folder}/feeds.yaml: ${problem}`),
  }
}
