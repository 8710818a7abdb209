export { createEvaluatorService, type EvaluatorService } from './evaluator-service.ts'
export { evaluator } from './service.ts'
export { exposeTargets, type Standing } from './target-metrics.ts'
