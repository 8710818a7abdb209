export { createEvaluatorService, type EvaluatorService } from './evaluator-service.ts'
export { evaluator } from './service.ts'
export type { Standing } from './standing.ts'
export { exposeTargets } from './target-metrics.ts'
