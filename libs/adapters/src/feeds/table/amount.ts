import { expandUnit, type Indicator, type Measure } from '@shixu/domain'
import { isWrong, type Read, wrong } from './result.ts'

/** A value as an observation has it. */
export interface Amount {
  readonly value: number
  readonly unit: string
  readonly step: number
  readonly written: string
}

/** All places that may say the unit of a value. */
export interface AmountCells {
  readonly value: string
  readonly unit: string
  readonly header: string
}

const DONE: ReadonlySet<string> = new Set(['1', '是', '完成', '已完成', 'done', 'true', 'yes'])

/** The number and its unit, expanded, in the unit that the indicator is measured in. */
export const readAmount = (cells: AmountCells, { indicator, measure }: { readonly indicator: Indicator; readonly measure: Measure }): Read<Amount> => {
  if (measure === 'done') return readDone(cells.value)
  const found = /^(\D?[\d.,]+)(\D.*)?$/u.exec(cells.value.normalize('NFKC').replace(/\s+/gu, ''))
  if (!found || SCIENTIFIC.test(found[2] ?? ''))
    return wrong('not-a-number', `"${cells.value}" is no number; write digits alone, what is above, about or estimated goes into the bound`)
  const [, number = '', suffix = ''] = found
  const unit = oneUnit([suffix, cells.unit, cells.header], measure)
  if (isWrong(unit)) return unit
  const amount = expandUnit(number, unit.value)
  if (!amount.ok) return wrong(expandUnit('1', unit.value).ok ? 'not-a-number' : 'wrong-unit', amount.problem)
  const wanted = measure === 'level' ? indicator.unit : '%'
  if (amount.unit !== wanted) return wrong('wrong-unit', `${indicator.id} has its ${measure} in ${wanted}, but "${unit.value}" is ${amount.unit}`)
  return { value: { value: amount.value, unit: amount.unit, step: amount.step, written: `${number}${unit.value}` } }
}

/** What Excel makes of long numbers: 2.1E+12. Its digits are gone. */
const SCIENTIFIC = /^e[+-]?\d/iu

/** A milestone is reached or not; there is no number in it. */
const readDone = (cell: string): Read<Amount> =>
  DONE.has(cell.normalize('NFKC').trim().toLowerCase())
    ? { value: { value: 1, unit: '', step: 1, written: '完成' } }
    : wrong('not-a-number', `"${cell}" does not say that it is done; write 完成 or 1, or leave it blank`)

/** Cell, column and header must say the same where they say anything. Growth and shares are per cent even where nothing says so. */
const oneUnit = (said: readonly string[], measure: Measure): Read<string> => {
  const units = said.map((unit) => unit.normalize('NFKC').trim()).filter((unit) => unit !== '')
  const [first] = units
  if (first === undefined) return measure === 'level' ? wrong('no-unit', 'nothing says the unit; map a unit column, or give constants.unit') : { value: '%' }
  const other = units.find((unit) => scale(unit) !== scale(first))
  return other === undefined ? { value: first } : wrong('wrong-unit', `the row says "${first}" in one place and "${other}" in another`)
}

const scale = (unit: string): string => {
  const one = expandUnit('1', unit)
  return one.ok ? `${one.value} ${one.unit}` : unit
}

/** 增速(同比) is no unit, 金额(亿元) is one. */
const LIKE_A_UNIT = /[%‰万亿元人户家个辆列场次吨米时件台套亩顷项座条所]/u

/** The unit in a header's last brackets: 金额（亿元） or 增速(%). Empty where there is none. */
export const unitOfHeader = (header: string): string => {
  const inside = /\(([^()]+)\)\s*$/u.exec(header.normalize('NFKC'))?.[1]?.trim() ?? ''
  return LIKE_A_UNIT.test(inside) ? inside : ''
}
