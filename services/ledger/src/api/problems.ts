import type { Language } from './language.ts'

interface Words {
  readonly title: string
  readonly detail: string
}

export interface ProblemKind {
  readonly status: number
  readonly zh: Words
  readonly en: Words
}

/** Everything that can be answered in place of what was asked. `docs/api.md` has the same table. */
export const PROBLEMS = {
  'bad-request': {
    status: 400,
    zh: { title: '请求有误', detail: '请按 errors 逐项改正参数；可用参数见 /api/docs。' },
    en: { title: 'The request is wrong', detail: 'Mend each parameter by `errors`; /api/docs has those that there are.' },
  },
  'too-many-rows': {
    status: 400,
    zh: { title: '导出的行数过多', detail: '一次最多导出 20000 行，请用地区、年份或日期缩小范围。' },
    en: { title: 'Too many rows to export', detail: 'An export has 20000 rows at most: narrow it by region, year or days.' },
  },
  unauthorized: {
    status: 401,
    zh: { title: '需要有效的访问令牌', detail: '请以 Authorization: Bearer 携带令牌；令牌用 shixu token create 签发，可能已到期或已吊销。' },
    en: { title: 'A valid token is needed', detail: 'Send it as Authorization: Bearer. shixu token create makes one; yours may have expired or been revoked.' },
  },
  forbidden: {
    status: 403,
    zh: { title: '拒绝访问', detail: '未设令牌的本机接口只接受以 localhost 或 127.0.0.1 为主机名的请求。' },
    en: { title: 'Not allowed', detail: 'Without tokens only requests to localhost or 127.0.0.1 by that name are answered.' },
  },
  'not-found': {
    status: 404,
    zh: { title: '没有找到', detail: '没有这个地址或这个目标；可用地址见 /api/docs。' },
    en: { title: 'Not found', detail: 'There is no such address, or no such target; /api/docs has the addresses.' },
  },
  'no-such-page': {
    status: 404,
    zh: { title: '没有这一页', detail: 'cursor 须是同一列表上一页给出的 next；请从第一页重新读取。' },
    en: { title: 'No such page', detail: 'A cursor is the `next` of a page of the same list: begin again with the first page.' },
  },
  'method-not-allowed': {
    status: 405,
    zh: { title: '只能读取', detail: '本接口只读，请用 GET。' },
    en: { title: 'Read only', detail: 'Nothing can be changed here: use GET.' },
  },
  'too-many-requests': {
    status: 429,
    zh: { title: '请求过于频繁', detail: '请在 Retry-After 所示秒数之后再试。' },
    en: { title: 'Too many requests', detail: 'Try again after the seconds that Retry-After says.' },
  },
  fault: {
    status: 500,
    zh: { title: '服务内部出错', detail: '请稍后再试；如仍出错，请联系系统管理员查看日志。' },
    en: { title: 'Something failed here', detail: 'Try again; if it goes on, let the operators look into the log.' },
  },
  unavailable: {
    status: 503,
    zh: { title: '数据库暂时不可用', detail: '请稍后再试；系统正在重新连接数据库。' },
    en: { title: 'The database cannot be reached', detail: 'Try again in a moment: it is being reconnected.' },
  },
} as const satisfies Readonly<Record<string, ProblemKind>>

export type ProblemCode = keyof typeof PROBLEMS

export interface FieldProblem {
  readonly field: string
  readonly problem: string
}

export interface Problem extends Words {
  readonly type: string
  readonly status: number
  readonly errors?: readonly FieldProblem[]
}

/** What is thrown where a request is not to be answered. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault'
  readonly code: ProblemCode

  constructor(code: ProblemCode) {
    super(PROBLEMS[code].en.title)
    this.code = code
  }
}

export const problemOf = (code: ProblemCode, language: Language, errors?: readonly FieldProblem[]): Problem => {
  const { status, [language]: words } = PROBLEMS[code]
  return { type: `urn:shixu:problem:${code}`, ...words, status, ...(errors && errors.length > 0 && { errors }) }
}
