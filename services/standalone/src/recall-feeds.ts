import type { House } from './house.ts'

/** What each feed has brought so far, from the log: a restart does not forget that a feed is overdue. A source is the feed's id, then `#` and the place. */
export const recallFeeds = ({ state, watch }: Pick<House, 'state' | 'watch'>): void => {
  for (const { event } of state.log.read('facts')) {
    if (event?.type === 'observation-published' && event.data) watch.saw(event.data.source.split('#', 1)[0] ?? '', [event.data])
  }
}
