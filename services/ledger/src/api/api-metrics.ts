import type { Token } from '@shixu/adapters/store'
import { counter, durations, type Registry, scrapedGauge } from '@shixu/runtime'

export interface ApiMetrics {
  answered(route: string, answer: { readonly status: number; readonly seconds: number }): void
}

const DAY_MS = 86_400_000

/** What the API shows of itself. Routes are those of its description, so labels are few; `none` is an address that there is not. */
export const apiMetrics = (metrics: Registry, tokens: () => Promise<readonly Token[]>, now: () => number): ApiMetrics => {
  const requests = counter(metrics, { name: 'shixu_api_requests_total', help: 'Requests to the API, by address and status.', labels: ['route', 'status'] })
  const seconds = durations(metrics, { name: 'shixu_api_request_duration_seconds', help: 'Time that an answer of the API took.', labels: ['route'] })
  scrapedGauge(
    metrics,
    { name: 'shixu_api_token_expiry_timestamp_seconds', help: 'When a token that is not revoked ceases to be good.', labels: ['id', 'name'] },
    async () =>
      (await tokens()).flatMap((token) =>
        token.revokedOn === null && isKept(token, now()) ? [[{ id: token.id, name: token.name }, endOf(token)] as const] : [],
      ),
  )
  return {
    answered: (route, { status, seconds: took }) => {
      requests.inc({ route, status: String(status) })
      seconds.observe({ route }, took)
    },
  }
}

/** The end of the last day on which it is good, in Asia/Shanghai. */
const endOf = ({ expiresOn }: Token): number => (Date.parse(`${expiresOn}T00:00:00+08:00`) + DAY_MS) / 1000

/** One that ran out long ago is nobody's concern any more. */
const isKept = (token: Token, now: number): boolean => endOf(token) * 1000 > now - 30 * DAY_MS
