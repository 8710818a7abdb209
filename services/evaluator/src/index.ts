export { createEvaluatorService, type EvaluatorParts, type EvaluatorService } from './evaluator-service.ts'
