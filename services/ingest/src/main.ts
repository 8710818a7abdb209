import { runService } from '@shixu/service'
import { ingest } from './service.ts'

process.exitCode = await runService(ingest, process)
