export { createEvaluatorService, type EvaluatorService } from './evaluator-service.ts'
export { evaluator } from './service.ts'
