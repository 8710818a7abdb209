import type { AlertEvent, Words } from '@shixu/domain'
import { type Course, type Drawable, isDrawable } from './chart-lines.ts'
import { chartAlt } from './chart-option.ts'

/** A picture of one alert, and its words for whoever sees none. */
export interface Chart {
  /** Names the alert event that it shows: the same event, the same picture. */
  readonly id: string
  readonly png: Buffer
  readonly alt: string
}

/** Draws what alerts tell of. */
export interface Charts {
  /** Null where the alert has no course to draw, and where drawing fails: a message without its picture is better than none. */
  of(event: AlertEvent): Promise<Chart | null>
  /** Draws one that nobody sees, so that the first that somebody does takes no longer than the others. Rejects where nothing can be drawn. */
  warm(): Promise<void>
}

export interface ChartsParts {
  readonly draw?: (course: Course, words: Words) => Promise<Buffer>
  /** The words of a region; as usual where nothing is said. */
  readonly wordsIn?: (region: string) => Words
  /** How many pictures are kept; each has some 60 KB. */
  readonly kept?: number
  readonly failed?: (fault: unknown) => void
}

/** All readers of one release day hear of the same alerts, and a day has a few dozen. */
const KEPT = 64

/** The renderer and its fonts are loaded with the first picture, since most processes draw none. */
const drawLazily = async (course: Course, words: Words): Promise<Buffer> => (await import('./draw-chart.ts')).drawChart(course, words)

/** Draws each alert event once, however many readers it has, at the same time or later: the last pictures are kept. */
export function createCharts({ draw = drawLazily, wordsIn, kept = KEPT, failed }: ChartsParts = {}): Charts {
  const pictures = new Map<string, Promise<Chart | null>>()
  return {
    of(event) {
      if (!isDrawable(event)) return Promise.resolve(null)
      const id = idOf(event)
      const picture = pictures.get(id) ?? drawn(event, id)
      // Last used, last in the map.
      pictures.delete(id)
      pictures.set(id, picture)
      for (const oldest of pictures.keys()) if (pictures.size > kept) pictures.delete(oldest)
      return picture
    },
    warm: async () => {
      await draw(EXAMPLE, {})
    },
  }

  async function drawn(event: Drawable, id: string): Promise<Chart | null> {
    const words = wordsIn?.(event.subject.region) ?? {}
    try {
      return { id, png: await draw(event, words), alt: chartAlt(event, words) }
    } catch (fault) {
      pictures.delete(id)
      failed?.(fault)
      return null
    }
  }
}

const EXAMPLE: Course = {
  subject: { kind: 'growth', nameZh: '示例', year: 2024, comparator: 'at-least', unitExpanded: '%' },
  assessment: { period: '2024-06', light: 'red', done: 3.1, forecast: 3.4, forecastLow: 1.3, forecastHigh: 5.5 },
  curve: { goal: 8, thisYear: [null, 6.1, 5.2, 4.4, 3.9, 3.1], lastYear: [null, 3.2, 4.1, 4.6, 5.2, 5], line: [] },
}

const idOf = ({ alert, sequence }: Drawable): string => `${alert.target}/${alert.kind}@${sequence.join('-')}`
