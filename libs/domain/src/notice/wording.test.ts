import { expect, it, test } from 'vitest'
import { say, WORDING, type WordingKey, wordingProblems } from './wording.ts'

it('fills in its fields, and reads nothing in them', () => {
  expect(say({}, 'ask-named', { 牵头单位: '商务局{{牵头单位}}' })).toBe('请知悉；牵头单位为商务局{{牵头单位}}')
  expect(say({ wording: { 'ask-named': '由{{ 牵头单位 }}牵头，{{牵头单位}}答复' } }, 'ask-named', { 牵头单位: '商务局' })).toBe('由商务局牵头，商务局答复')
})

test.each<[WordingKey, string, readonly string[]]>([
  ['ask-named', '请知悉', []],
  ['ask-named', '{{单位}}', ['"ask-named" has no field {{单位}}']],
  ['ask-pace', '请{{牵头单位}}分析', ['"ask-pace" has no field {{牵头单位}}']],
  ['verdict-escalated', '提请重视。{{理由}}', ['"verdict-escalated" leaves out {{级别}}']],
  ['reason-on-pace', '达到进度。{{预计}}', ['"reason-on-pace" leaves out {{进度}}']],
  ['part-raised', '{{单位}}红灯', ['"part-raised" has no field {{单位}}']],
  ['row-source', '', []],
  ['card-button', '我已经知道这件事情了好', ['"card-button" has 11 characters']],
  ['card-button', '我已经知道这件事情了', []],
  ['card-more-count', `{{数目}}${'汉'.repeat(27)}`, ['"card-more-count" has 27 characters beside its fields']],
  ['chart-month', '{{数目}}月', ['"chart-month" has no field {{数目}}', '"chart-month" leaves out {{月}}']],
  ['banner-replay', '{{日期}', ['"banner-replay" leaves out {{日期}}', '"banner-replay" has braces that are no field']],
])('%s as "%s" has these problems: %o', (key, text, expected) => {
  expect(wordingProblems(key, text).map(({ wrong }) => wrong)).toEqual(expected)
})

it('has no problem as it is', () => {
  for (const key of Object.keys(WORDING) as WordingKey[]) expect(wordingProblems(key, WORDING[key].text)).toEqual([])
})
