import { runService } from '@shixu/service'
import { notifier } from './service.ts'

process.exitCode = await runService(notifier, process)
