import type { Light } from '@shixu/domain'
import { type Registry, scrapedGauge } from '@shixu/runtime'
import type { Standing } from './standing.ts'

const LIGHTS: readonly Light[] = ['grey', 'green', 'yellow', 'red']

/** How many targets of each region have which light: four series a region, also where there are too many regions for series of their targets. */
export const exposeRegions = (metrics: Registry, standings: () => readonly Pick<Standing, 'target' | 'light'>[]): void => {
  scrapedGauge(
    metrics,
    { name: 'shixu_region_targets', help: 'Targets of a region and year, by the light of their newest judged period.', labels: ['region', 'year', 'light'] },
    function* () {
      for (const counted of counts(standings())) {
        const { region, year, lights } = counted
        for (const light of LIGHTS) yield [{ region, year, light }, lights[light]] as const
      }
    },
  )
}

interface Counted {
  readonly region: string
  readonly year: string
  readonly lights: Record<Light, number>
}

const counts = (standings: readonly Pick<Standing, 'target' | 'light'>[]): Iterable<Counted> => {
  const counted = new Map<string, Counted>()
  for (const { target, light } of standings) {
    const key = `${target.region}/${target.year}`
    const found = counted.get(key) ?? { region: target.region, year: String(target.year), lights: { grey: 0, green: 0, yellow: 0, red: 0 } }
    found.lights[light] += 1
    counted.set(key, found)
  }
  return counted.values()
}
