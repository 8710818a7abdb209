import { describe, expect, it } from 'vitest'
import { fateOfReply, SMTP_FATES, type Stage } from './fates.ts'
import { receiptOf, SMTP_CODES } from './receipt-of.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A reply as its server words it, and what is expected of it; the last column is the earliest next try, 0 where the back-off decides. */
type Case = readonly [row: string, stage: Stage, reply: string, outcome: 'deferred' | 'refused', blame: 'channel' | 'recipient' | 'rate', againMs: number]

/** At least one for every row of the table. */
const CASES: readonly Case[] = [
  ['Tencent, domain', 'recipient', '550 Domain frequency limited. http://service.mail.qq.com/cgi-bin/help?id=20022', 'deferred', 'rate', HOUR],
  ['Tencent, sender', 'data', '550 Sender frequency limited.', 'deferred', 'rate', HOUR],
  ['Tencent, net', 'connect', '550 Connection frequency limited', 'deferred', 'rate', HOUR],
  ['Tencent, reader', 'recipient', '550 Mailbox unavailable or access denied', 'deferred', 'recipient', HOUR],
  ['Tencent, content', 'data', '550 Mail content denied. http://service.mail.qq.com', 'refused', 'recipient', 0],
  ['Tencent, suspicion', 'data', '550 Suspected spam ip.', 'deferred', 'channel', HOUR],
  ['Tencent, nobody', 'recipient', '550 Mailbox not found. http://service.mail.qq.com', 'refused', 'recipient', 0],
  ['Tencent, blacklist of the reader', 'recipient', '550 Mail is rejected by recipients', 'refused', 'recipient', 0],
  ['NetEase, connections', 'connect', '421 HL:ICC 163 smtp1,D9GowAC3', 'deferred', 'rate', 30 * MINUTE],
  ['NetEase, frequency', 'connect', '421 HL:IFC 163 smtp1', 'deferred', 'rate', 30 * MINUTE],
  ['NetEase, repute', 'connect', '421 HL:REP 163 smtp1', 'deferred', 'rate', 30 * MINUTE],
  ['NetEase, quarter of an hour', 'data', '451 MI:SFQ 163 smtp14,EsCowABnEmk 1530', 'deferred', 'rate', 15 * MINUTE],
  ['NetEase, recipients', 'recipient', '451 RP:QRC 163 smtp3', 'deferred', 'rate', 15 * MINUTE],
  ['NetEase, in one connection', 'sender', '451 MI:DMC 163 smtp3', 'deferred', 'rate', 0],
  ['NetEase, errors', 'sender', '450 MI:CEL 163 smtp3', 'deferred', 'rate', 0],
  ['NetEase, grey', 'data', '451 DT:SPM ,please try again', 'deferred', 'recipient', 2 * MINUTE],
  ['NetEase, day', 'data', '554 MI:STC 163 smtp3', 'deferred', 'rate', 6 * HOUR],
  ['NetEase, not allowed', 'sender', '554 MI:SPB 163 smtp3', 'deferred', 'channel', HOUR],
  ['NetEase, locked', 'connect', '554 HL:IPB 163 smtp3', 'deferred', 'channel', HOUR],
  ['NetEase, logins', 'connect', '554 IP is rejected, smtp auth error limit exceed', 'deferred', 'channel', HOUR],
  ['NetEase, content', 'data', '554 DT:SPM 163 smtp3', 'refused', 'recipient', 0],
  ['NetEase, forged', 'data', '554 DT:SUM 163 smtp3', 'refused', 'recipient', 0],
  ['NetEase, nobody', 'recipient', '550 User not found: somebody@163.com', 'refused', 'recipient', 0],
  ['NetEase, another sender than the login', 'sender', '553 Mail from must equal authorized user', 'deferred', 'channel', HOUR],
  ['Coremail, quota of the sender', 'data', '552 Daily sending quota exceeded', 'deferred', 'rate', 6 * HOUR],
  ['Tencent, code', 'login', '535 Login Fail. Please enter your authorization code to login', 'deferred', 'channel', HOUR],
  ['any, password', 'login', '535 5.7.8 Error: authentication failed', 'deferred', 'channel', HOUR],
  ['any, login needed', 'sender', '530 5.7.0 Authentication required', 'deferred', 'channel', HOUR],
  ['any, who are you', 'connect', '554 5.7.1 Service unavailable; client host blocked', 'deferred', 'channel', HOUR],
  ['any, sender', 'sender', '550 5.7.1 Sender address rejected', 'deferred', 'channel', HOUR],
  ['any, full', 'recipient', '552 5.2.2 Mailbox full', 'deferred', 'recipient', HOUR],
  ['any, full, by number', 'recipient', '550 5.2.2 over quota', 'deferred', 'recipient', HOUR],
  ['any, full for now', 'recipient', '452 4.2.2 The mailbox is out of storage space', 'deferred', 'recipient', HOUR],
  ['any, name', 'recipient', '550 5.7.25 no reverse DNS', 'deferred', 'channel', HOUR],
  ['any, list', 'recipient', '550 5.7.1 blocked using a block list', 'deferred', 'channel', HOUR],
  ['any, grey list', 'recipient', '450 4.2.0 Greylisted, try again later', 'deferred', 'recipient', 0],
  ['any, closing', 'data', '421 4.3.2 shutting down', 'deferred', 'recipient', 0],
  ['any, nobody', 'recipient', '550 5.1.1 No such user here', 'refused', 'recipient', 0],
  ['any, relaying', 'recipient', '554 5.7.1 Relay access denied', 'refused', 'recipient', 0],
  ['any, content', 'data', '554 5.6.0 message refused', 'refused', 'recipient', 0],
]

describe('what a mail server says', () => {
  it.each<Case>(CASES)('%s, at %s: %s', (_row, stage, reply, outcome, blame, againMs) => {
    const fate = fateOfReply(reply, stage)
    expect({ outcome: fate.outcome, blame: fate.blame, againMs: fate.againMs ?? 0 }).toEqual({ outcome, blame, againMs })
  })

  it('is tried for every row of the table', () => {
    const rows = CASES.map(([, stage, reply]) => SMTP_FATES.find(({ says, stages }) => says.test(reply) && (stages === undefined || stages.includes(stage))))
    expect(SMTP_FATES.filter((row) => !rows.includes(row))).toEqual([])
  })

  it('is tried again where nobody knows what it means', () => {
    expect(fateOfReply('250 oddly', 'data')).toEqual({ outcome: 'deferred', why: 'not understood', blame: 'recipient' })
  })
})

const faultOf = (fault: object): Error => Object.assign(new Error('words'), fault)

describe('what a failed try is told as', () => {
  it.each([
    ['a reply', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 5.1.1 No such user' }, false, 'refused', '550'],
    ['a reply at the login', { code: 'EAUTH', command: 'AUTH LOGIN', responseCode: 535, response: '535 no' }, false, 'deferred', '535'],
    ['a reply after all was out', { code: 'EMESSAGE', command: 'DATA', responseCode: 554, response: '554 refused' }, true, 'refused', '554'],
    ['silence before the mail is out', { code: 'ETIMEDOUT', command: 'CONN' }, false, 'deferred', 'ETIMEDOUT'],
    ['silence after it is out', { code: 'ETIMEDOUT', command: 'CONN' }, true, 'unknown', 'no-reply'],
    ['an end after it is out', { code: 'ECONNECTION', command: 'CONN' }, true, 'unknown', 'no-reply'],
    ['nobody listening', { code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, false, 'deferred', 'ECONNREFUSED'],
    ['an unknown name', { code: 'EDNS', originalCode: 'ENOTFOUND' }, false, 'deferred', 'ENOTFOUND'],
    ['a foreign certificate', { code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, false, 'deferred', 'ETLS'],
    ['a certificate of another name', { code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, false, 'deferred', 'ETLS'],
    ['no STARTTLS', { code: 'ETLS', command: 'STARTTLS' }, false, 'deferred', 'ETLS'],
    ['no login that is known', { code: 'EAUTH', command: 'API' }, false, 'deferred', 'EAUTH'],
    ['a mail that is too large', { code: 'EMESSAGE', command: 'MAIL FROM' }, false, 'refused', 'too-large'],
  ] as const)('%s', (_what, fault, isOut, outcome, code) => {
    expect(receiptOf(faultOf(fault), isOut)).toMatchObject({ outcome, code })
  })

  it('says of each code of ours what it means', () => {
    for (const words of Object.values(SMTP_CODES)) expect(words).toMatch(/^[A-Z].*\.$/u)
  })
})
