import { type Assessment, type Delivery, deliveryRecorded, type Event, type Light, type Outcome } from '@shixu/domain'
import type { TargetState } from '@shixu/pipeline'
import { aDeclaration, anAssessment, aTarget } from '@shixu/testkit'
import { expect, it } from 'vitest'
import { createNarrator } from './narrator.ts'

const DAY = '2024-06-20'

const standing = (id: string, { light = 'green', ...over }: Partial<Assessment> = {}): TargetState => ({
  declared: aDeclaration(aTarget({ id, nameZh: `目标${id}` })),
  light,
  assessment: anAssessment({ target: `999901/2024/${id}`, light, ...over }),
  overdue: false,
  readings: 1,
  alerts: [],
  silence: null,
})

/** A narrator that reads these deliveries, and the lines that it says. */
const aNarrator = (deliveries: readonly Event[] = []) => {
  const said: string[] = []
  const output = { say: (line: string) => void said.push(line), tell: () => undefined, progress: () => undefined, end: () => undefined, terminal: false }
  const records = deliveries.map((event, offset) => ({ topic: 'deliveries' as const, partition: 0, offset, event }))
  const log = { partitions: 1, read: (_topic: string, { from = 0 } = {}) => records.slice(from) }
  const bureaus = [{ id: 'commerce', nameZh: '虚构商务局', nameEn: '', duties: '', contacts: [] }]
  const narrator = createNarrator({ log, output, bureaus })
  return { said, tell: (...states: TargetState[]) => narrator.tell(DAY, states), catchUp: (...states: TargetState[]) => narrator.catchUp(states) }
}

const UNKNOWN = { light: 'grey' as Light, outcome: 'unknown' as Outcome, period: null }

it('says each verdict once, and again only where it changes', () => {
  const { said, tell } = aNarrator()
  tell(standing('甲', { light: 'red' }))
  tell(standing('甲', { light: 'red', done: 5 }))
  tell(standing('甲', { light: 'yellow' }))
  tell(standing('甲', { light: 'yellow', outcome: 'missed' }))
  expect(said.map((line) => line.split('  ').slice(0, 3).join('|'))).toEqual([`${DAY}|红灯|目标甲`, `${DAY}|黄灯|目标甲`, `${DAY}|黄灯 未完成|目标甲`])
})

it('says nothing of what is grey from the beginning, and nothing of what was told before a restart', () => {
  const { said, tell, catchUp } = aNarrator()
  catchUp(standing('甲', { light: 'red' }))
  tell(standing('甲', { light: 'red' }), standing('乙', { light: 'grey', period: null }))
  expect(said).toEqual([])
})

it('says of many that end unknown together how many they are, and the first three names', () => {
  const { said, tell } = aNarrator()
  const names = ['甲', '乙', '丙', '丁', '戊']
  tell(...names.map((name) => standing(name, { light: 'grey', period: null })))
  tell(...names.map((name) => standing(name, UNKNOWN)), standing('己', { light: 'red' }))
  expect(said).toHaveLength(2)
  expect(said[0]).toMatch(new RegExp(`^${DAY}  未研判 结果未知  5项：目标甲、目标乙、目标丙等`, 'u'))
  expect(said[1]).toMatch(/红灯 {2}目标己/u)
})

it('says of a few each by its name', () => {
  const { said, tell } = aNarrator()
  tell(standing('甲', UNKNOWN), standing('乙', UNKNOWN), standing('丙', UNKNOWN))
  tell(standing('甲', { ...UNKNOWN, outcome: 'met' }), standing('乙', { ...UNKNOWN, outcome: 'met' }))
  expect(said.filter((line) => line.includes('已完成'))).toHaveLength(2)
})

it('says what was sent to whom, once', () => {
  const delivery: Delivery = {
    notice: 'n',
    attempt: 1,
    channel: 'maildir',
    recipient: '999901/commerce/liaison',
    bureau: 'commerce',
    day: DAY,
    subject: '新增红灯1项',
    covers: ['a'],
    outcome: 'refused',
    code: 'no-contact',
    text: '',
    durationMs: 1,
  }
  const { said, tell } = aNarrator([
    deliveryRecorded('999901', delivery),
    deliveryRecorded('999901', { ...delivery, attempt: 2, outcome: 'accepted', code: '' }),
  ])
  tell()
  tell()
  expect(said).toEqual([
    `${DAY}    → 虚构商务局 联络员  maildir refused (no-contact)  新增红灯1项`,
    `${DAY}    → 虚构商务局 联络员  maildir accepted  新增红灯1项`,
  ])
})
