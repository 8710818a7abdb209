import { z } from 'zod'
import { assessmentSchema, sequenceSchema } from '../event/assessment.ts'
import { comparatorWord, dayWord, firmnessWord, kindWord, lightWord, nullableNumber, outcomeWord, periodWord, targetKeyWord } from '../words.ts'
import { count, field, maybe, named, number, someText } from './field.ts'

/** What identifies a target, in every answer about one. */
export const targetNames = {
  target: field(targetKeyWord, '目标', 'Key of the target: region/year/id'),
  region: field(someText, '地区代码', 'Region by GB/T 2260'),
  regionName: field(someText, '地区', 'Name of the region'),
  year: field(z.int(), '年份', 'Year of the report'),
  targetId: field(someText, '目标编号', 'Id within region and year'),
  nameZh: field(someText, '目标名称', 'Name, Chinese'),
  nameEn: field(someText, '英文名称', 'Name, English'),
  kind: field(kindWord, '目标类型', 'Kind of target'),
  leadBureau: field(someText, '牵头单位编号', 'Id of the bureau that leads'),
  leadBureauName: field(someText, '牵头单位', 'Bureau that leads'),
}

const judgement = {
  light: field(lightWord, '红黄绿灯', 'Light of the judged period; grey while none has been judged'),
  outcome: field(maybe(outcomeWord), '年终结果', 'How the year ended; null while it is not over'),
  overdue: field(z.boolean(), '数据逾期', 'Whether a figure is past the day it was due'),
  pMiss: field(nullableNumber, '未完成概率', 'Probability that the year ends short of the target, 0 to 1'),
  value: field(nullableNumber, '完成值', 'Figure judged, in `unit`'),
  paceDue: field(nullableNumber, '时序应达', 'What was due by the period, in `unit`'),
  paceRatio: field(nullableNumber, '时序完成比', 'Done over due; 1 is on the pace line'),
  lastYear: field(nullableNumber, '上年同期', 'Figure of the same period of last year, in `unit`'),
  forecastLow: field(nullableNumber, '预测下限', 'Lower end of the 80 % range of the end of the year, in `unit`'),
  forecastMid: field(nullableNumber, '预测全年', 'Where the year is expected to end, in `unit`'),
  forecastHigh: field(nullableNumber, '预测上限', 'Upper end of the 80 % range, in `unit`'),
  requiredRunRate: field(nullableNumber, '余期需增速', 'Growth that the rest of the year needs over last year; 0.31 is 31 %'),
  requiredPerMonth: field(nullableNumber, '余月月均需完成', 'What each remaining month needs, in `unit`'),
  reasonCode: field(maybe(someText), '研判依据代码', 'Why the light has its colour, a code'),
  reasonZh: field(maybe(someText), '研判说明', 'The same as a sentence, Chinese'),
  reasonEn: field(maybe(someText), '研判说明（英文）', 'The same as a sentence, English'),
}

const units = {
  unit: field(maybe(someText), '单位', 'Expanded unit of all values: 元, 户, %; null for a milestone'),
  unitShown: field(maybe(someText), '报告单位', 'Unit as the report writes it: 亿元, 万户'),
  perShown: field(number, '换算', 'How many of `unit` are one of `unitShown`'),
  targetValue: field(nullableNumber, '目标值', 'What was promised, in `unit`'),
}

export const targetAnswer = named(
  'Target',
  z.object({
    ...targetNames,
    comparator: field(maybe(comparatorWord), '比较方式', 'How the value is to be met; null for a milestone'),
    firmness: field(firmnessWord, '约束程度', 'How firmly it is promised'),
    indicator: field(someText, '指标编号', 'Id of the indicator'),
    indicatorNameZh: field(someText, '指标', 'Name of the indicator, Chinese'),
    supporting: field(z.array(z.string()), '配合单位', 'Ids of the supporting bureaus'),
    ...units,
    period: field(maybe(periodWord), '截至月份', 'Newest judged month; null while none has been'),
    asOf: field(maybe(dayWord), '研判日期', 'Day of the judgement'),
    ...judgement,
    lightBefore: field(maybe(lightWord), '上期灯色', 'Light of the judged period before'),
    due: field(maybe(dayWord), '完成期限', 'Day by which a milestone is promised'),
    reportSentence: field(maybe(someText), '报告原文', 'Sentence of the report that promises it'),
    alertsOpen: field(count, '未结预警', 'Alerts that are not over'),
    alertSince: field(maybe(dayWord), '预警开始', 'Since when the oldest of them is open'),
  }),
)

export const curvePoint = named(
  'CurvePoint',
  z.object({
    period: field(periodWord, '截至月份', 'Judged month'),
    asOf: field(dayWord, '研判日期', 'Day of the judgement'),
    ...judgement,
    paceLine: field(someText, '时序线算法', 'How the pace line was drawn'),
    method: field(someText, '预测方法', 'How the forecast was made'),
  }),
)

export const curveAnswer = named(
  'Curve',
  z.object({
    ...targetNames,
    ...units,
    yearOutcome: field(maybe(outcomeWord), '年终结果', 'How the year ended; null while it is not known'),
    points: z.array(curvePoint).describe('Judged periods in order'),
  }),
)

export const assessmentAnswer = named(
  'Assessment',
  z.object({
    assessment: assessmentSchema.describe('The judgement, and all that it was computed from'),
    overdue: z.boolean(),
    sequence: sequenceSchema.describe('Partition and offset of the fact that caused it, and an ordinal'),
    said: z.object({ zh: z.string(), en: z.string() }).describe('The reason as a sentence'),
  }),
)
