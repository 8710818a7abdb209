import type { SqlWords } from '../dialect.ts'
import { alertViews } from './alerts.ts'
import { assessmentViews } from './assessments.ts'
import { bureauViews, deadletterViews } from './bureaus.ts'
import { deliveryViews } from './deliveries.ts'
import { feedViews } from './feeds.ts'
import { figureViews } from './figures.ts'
import { listViews } from './lists.ts'
import { releaseViews } from './releases.ts'
import { targetViews } from './targets.ts'
import type { View } from './view.ts'

/** All views, each after those that it reads. */
export const viewsOf = (words: SqlWords): readonly View[] => {
  const [alertNow, ...alerts] = alertViews(words)
  return [
    alertNow!,
    ...targetViews(words),
    ...assessmentViews(words),
    ...alerts,
    ...deliveryViews(words),
    ...figureViews(words),
    ...releaseViews(words),
    ...feedViews(words),
    ...listViews(words),
    ...bureauViews,
    ...deadletterViews,
  ]
}
