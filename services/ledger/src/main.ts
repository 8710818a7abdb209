import { runService } from '@shixu/service'
import { ledger } from './service.ts'

process.exitCode = await runService(ledger, process)
