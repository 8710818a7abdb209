import { reports } from './reports.ts'
import { statistics } from './statistics.ts'
import { survey } from './survey.ts'

const SEED = 20_240_115

/** The tables of the invented county, by file name under `seeds/demo-county/data/`. The same on every machine. */
export const demoCountyData = (): ReadonlyMap<string, string> =>
  new Map([
    ['observations.csv', statistics(SEED)],
    ['survey.json', survey(SEED + 1)],
    ['reports.csv', reports()],
  ])
