import { chineseWorkdays } from '@shixu/adapters/calendar'
import { EVALUATOR_GROUP } from '@shixu/pipeline'
import type { Stage } from '@shixu/runtime'
import { type House, withLog } from '@shixu/service'
import type { Settings } from './config.ts'
import { createEvaluatorService } from './evaluator-service.ts'

/** The evaluator on Kafka: any number of them share the partitions. */
export const compose = (house: House<Settings>): readonly Stage[] => {
  const { metricsRegions } = house.settings
  const evaluator = createEvaluatorService({ ...house, workdays: chineseWorkdays(), metricsRegions })
  return [withLog(house, (log) => log.working(EVALUATOR_GROUP, evaluator.processor))]
}
