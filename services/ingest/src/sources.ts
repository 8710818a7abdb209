import { chineseWorkdays } from '@shixu/adapters/calendar'
import { createFetch, openFeeds } from '@shixu/adapters/feeds'
import type { Stores } from '@shixu/adapters/store'
import type { Feed } from '@shixu/pipeline'
import { wallClock } from '@shixu/runtime'
import { RegistryFault, type Seed } from '@shixu/service'
import { createFeedWatch, type FeedWatch, joinWatches } from './feed-watch.ts'

/** A feed of one of several registries. Its id names the registry too, since two may call their feeds the same. */
export interface Source extends Feed {
  /** What its registry calls it, and the archive too. */
  readonly name: string
  readonly schedule: string
}

export interface Sources {
  readonly feeds: readonly Source[]
  readonly watch: FeedWatch
  /** Lets the watch see what a feed has brought, whoever pulled it and however long ago. */
  look(id: string): Promise<void>
}

type Known = Pick<Stores, 'memory' | 'archive'>

/** The feeds of all registries, or everything that is wrong with them at once. */
export const openSources = (seeds: readonly Seed[], known: Known): Sources => {
  const opened = seeds.map((seed) => sourcesOf(seed, known.memory))
  const problems = opened.flatMap((each) => each.problems)
  if (problems.length > 0) throw new RegistryFault('problems', problems.join('\n'))
  const workdays = chineseWorkdays()
  const watches = seeds.map(({ name, registry }) => [name, createFeedWatch({ indicators: registry.indicators, workdays })] as const)
  const feeds = opened.flatMap((each) => each.feeds)
  const watch = joinWatches(new Map(watches), nameOf)
  return { feeds, watch, look: createLook({ feeds, watch, known }) }
}

interface Looking {
  readonly feeds: readonly Source[]
  readonly watch: FeedWatch
  readonly known: Known
}

/** Another process may have pulled it: what it left in the archive is read here too, once. */
const createLook = ({ feeds, watch, known: { memory, archive } }: Looking): Sources['look'] => {
  const byId = new Map(feeds.map((feed) => [feed.id, feed]))
  const seen = new Map<string, string>()
  return async (id) => {
    const feed = byId.get(id)
    const sha256 = (await memory.recall(id))?.sha256
    if (feed === undefined || sha256 === undefined || seen.get(id) === sha256) return
    const document = await archive.find(feed.name, sha256)
    if (document !== null) watch.saw(id, feed.read(document).observations)
    seen.set(id, sha256)
  }
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
    feeds: feeds.map((feed) => ({ ...feed, id: idOf(feed.id), name: feed.id, schedule: feed.spec.schedule })),
    problems: problems.map((problem) => `${folder}/feeds.yaml: ${problem}`),
  }
}
