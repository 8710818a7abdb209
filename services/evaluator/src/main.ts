import { runService } from '@shixu/service'
import { evaluator } from './service.ts'

process.exitCode = await runService(evaluator, process)
