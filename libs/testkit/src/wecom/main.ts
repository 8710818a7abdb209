/** A WeCom to try things out with: `npm run fake-wecom`. It takes every robot and member, keeps nothing, and shows what arrived. `HOST` and `PORT` choose its address, `SHIXU_URL` where the notifier's pages are. */
import { startFakeWeCom } from './fake-wecom.ts'

const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
const shixu = process.env.SHIXU_URL ?? 'http://127.0.0.1:8400'
const corp = 'ww-invented'
const port = Number(process.env.PORT ?? 8490)
const fake = await startFakeWeCom({
  host: process.env.HOST ?? '127.0.0.1',
  port,
  corp,
  callback: { url: `${shixu}/wecom/callback`, token: 'invented-token', aesKey: AES_KEY, corp },
}).catch((fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EADDRINUSE') throw fault
  process.stderr.write(`Port ${port} is taken by another program: choose another with PORT.\n`)
  process.exit(1)
})

process.stdout.write(`模拟企业微信：${fake.base}

让时序把消息发到这里：
export SHIXU_WECOM_BASE=${fake.base}
export SHIXU_WECOM_CORP=${corp} SHIXU_WECOM_AGENT=1000002 SHIXU_WECOM_SECRET=invented-secret
export SHIXU_WECOM_TOKEN=invented-token SHIXU_WECOM_AES_KEY=${AES_KEY}
export SHIXU_WECOM_ROBOTS=commerce=key-1,development-reform=key-2

按 Ctrl-C 结束
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fake.close())
