import { type AlertEvent, type Contact, type Target, targetKey } from '@shixu/domain'
import type { Message } from '@shixu/pipeline'
import { wallClock } from '@shixu/runtime'

const WORDS = '这是一条测试消息，用来检查通知通道是否可用，不需要办理。'
const REGION = '000000'

/** For one reader of no region and no bureau, and it says of itself that it is a test. */
export const testMessage = (contact: Contact, alerts: readonly AlertEvent[]): Message => ({
  id: `test-${wallClock.now()}`,
  region: REGION,
  recipient: { id: `${REGION}/test/liaison`, bureau: 'test', bureauName: '测试', contact },
  day: wallClock.today(),
  subject: '[测试] 时序监测：通道测试',
  text: WORDS,
  markdown: WORDS,
  html: `<!DOCTYPE html><html lang="zh-CN"><body><p>${WORDS}</p></body></html>`,
  threads: [],
  alerts,
})

const subject = (year: number): Target => ({
  ...{ id: 'channel-test', region: REGION, year, nameZh: '[测试] 通道测试，不需要办理', nameEn: '[test] of a channel, nothing to do' },
  ...{ kind: 'milestone', comparator: null, value: null, unit: null, valueExpanded: null, unitExpanded: null, qualifier: null, firmness: 'firm', note: null },
  ...{
    members: [],
    lead: { bureau: 'test', basis: 'stated' },
    supporting: [],
    indicator: 'channel-test',
    baseline: null,
    plan: null,
    due: null,
    lightBy: 'forecast',
  },
  citation: { document: 'none', section: '', sentence: WORDS, start: 0, anchor: '', anchorOffset: 0 },
})

/** For a far end that shows alerts and no messages: it stands there for four minutes, under a name that says that it is a test. */
export const testAlert = (): AlertEvent => {
  const day = wallClock.today()
  const about = subject(Number(day.slice(0, 4)))
  return {
    ...{ type: 'raised', why: 'turned-red', day, sequence: [0, 0, 0], subject: about, assessment: null },
    alert: {
      ...{ target: targetKey(about), kind: 'pace', status: 'open', since: day, readings: 1, step: 'liaison', steppedOn: day },
      ...{ announced: { period: null, light: 'grey', done: null }, acknowledged: null, silencedUntil: null, outcome: null },
    },
  }
}
