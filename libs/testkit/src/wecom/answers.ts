/** What WeCom answers with, by errcode: https://developer.work.weixin.qq.com/document/path/90313. The words are about those of the real one; nothing may go by them. */
export const ERRMSG = {
  0: 'ok',
  [-1]: 'system busy',
  40001: 'invalid credential',
  40004: 'invalid media type',
  40006: 'invalid media size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40056: 'invalid agentid',
  40058: 'invalid Request Parameter',
  41001: 'access_token missing',
  41005: 'media data missing',
  42001: 'access_token expired',
  44004: 'empty content',
  45002: 'content size out of limit',
  45009: 'api freq out of limit',
  47001: 'data format error',
  60020: 'not allow to access from your ip',
  81013: 'user & party & tag all invalid',
  93000: 'invalid webhook url',
  301019: 'media md5 not match',
} as const

export type Errcode = keyof typeof ERRMSG

export type Answer = { readonly errcode: number; readonly errmsg: string } & Readonly<Record<string, unknown>>

export const answer = (errcode: Errcode, more: Readonly<Record<string, unknown>> = {}): Answer => ({
  errcode,
  errmsg: `${ERRMSG[errcode]}${errcode === 0 ? '' : ', hint: [fake], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query'}`,
  ...more,
})
