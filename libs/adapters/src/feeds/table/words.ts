import type { Bound, Coverage, Measure, Observation } from '@shixu/domain'
import { type Read, wrong } from './result.ts'

/** How tables call it, beside the word itself. */
const COVERAGE: Readonly<Record<string, Coverage>> = {
  ytd: 'ytd',
  month: 'month',
  quarter: 'quarter',
  point: 'point',
  累计: 'ytd',
  当月: 'month',
  当季: 'quarter',
  期末: 'point',
  时点: 'point',
}
const MEASURE: Readonly<Record<string, Measure>> = {
  level: 'level',
  growth: 'growth',
  share: 'share',
  done: 'done',
  数值: 'level',
  绝对量: 'level',
  总量: 'level',
  增速: 'growth',
  同比: 'growth',
  占比: 'share',
  比重: 'share',
  完成: 'done',
}
const BOUND: Readonly<Record<string, Bound>> = {
  exact: 'exact',
  'at-least': 'at-least',
  about: 'about',
  estimate: 'estimate',
  准确: 'exact',
  以上: 'at-least',
  突破: 'at-least',
  超过: 'at-least',
  左右: 'about',
  约: 'about',
  预计: 'estimate',
}
const PUBLISHED_BASIS: Readonly<Record<string, Observation['publishedBasis']>> = { stated: 'stated', assumed: 'assumed', 公布: 'stated', 推定: 'assumed' }

const read =
  <T>(what: string, words: Readonly<Record<string, T>>) =>
  (cell: string): Read<T> => {
    const key = cell.normalize('NFKC').trim().toLowerCase()
    const value = Object.hasOwn(words, key) ? words[key] : undefined
    return value === undefined ? wrong('unknown-word', `"${cell}" is no ${what}; known are ${Object.keys(words).join(', ')}`) : { value }
  }

export const readCoverage = read('coverage', COVERAGE)
export const readMeasure = read('measure', MEASURE)
export const readBound = read('bound', BOUND)
export const readPublishedBasis = read('basis of a day', PUBLISHED_BASIS)

const MISSING: ReadonlySet<string> = new Set(['', '-', '--', '—', '——', '–', '...', '......', '..', '/', '无', '空', 'n/a', 'na', 'null', 'none', 'nan'])

/** Whether a cell holds no figure: blank, a dash, dots, 无. That is no fault, and never a zero. */
export const isMissing = (cell: string): boolean => MISSING.has(cell.normalize('NFKC').trim().toLowerCase())
