/** A number in its expanded unit. `step` is one unit of the last published digit: 806.7 亿元 is 80670000000 元, step 10000000. */
export interface Amount {
  readonly value: number
  readonly unit: string
  readonly step: number
}

export type Expanded = ({ readonly ok: true } & Amount) | { readonly ok: false; readonly problem: string }

/** Powers of ten of the Chinese multipliers; they multiply when they follow one another (万亿, 百万). */
const POWER: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 }

/** Units whose first character looks like a multiplier and is none, and other ways to write one unit: power of ten and the unit it becomes. */
const NAMED: Readonly<Record<string, readonly [power: number, unit: string]>> = {
  千克: [0, '千克'],
  千瓦: [0, '千瓦'],
  千瓦时: [0, '千瓦时'],
  千伏安: [0, '千伏安'],
  千米: [0, '公里'],
  平方公里: [6, '平方米'],
  平方千米: [6, '平方米'],
  km2: [6, '平方米'],
  m2: [0, '平方米'],
  km: [0, '公里'],
  百分比: [0, '%'],
  '‰': [-1, '%'],
  百分点: [0, '个百分点'],
  元人民币: [0, '元'],
  人民币元: [0, '元'],
}

const MULTIPLIERS = /^[十百千]?万?亿?/u
const ENGLISH = /\b(?:hundreds?|thousands?|millions?|billions?|trillions?|mn|bn|tn|yuan|rmb)\b|yuan|rmb/iu
const NUMBER = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/u

/** A double holds 15 decimal digits without loss. */
const DIGITS = 15

/** Expands a published number and its unit without a floating-point step between: `('806.7', '亿元')` → 80670000000 元. Unknown units stay as they are; a hybrid is a problem. */
export function expandUnit(written: string | number, unit: string): Expanded {
  const number = NUMBER.exec(plainNumber(written))
  if (!number) return problem(`"${written}" is not a plain decimal number; write digits, at most one point, no unit: 806.7`)
  const [, sign = '', whole = '', fraction = ''] = number
  const digits = `${whole.replaceAll(',', '')}${fraction}`
  if (digits.replace(/^0+/u, '').length > DIGITS) return problem(`"${written}" has more than ${DIGITS} digits, which cannot be kept exactly`)
  const read = readUnit(unit)
  if ('problem' in read) return { ok: false, problem: read.problem }
  const power = read.power - fraction.length
  return { ok: true, value: Number(`${sign}${digits}e${power}`) + 0, unit: read.unit, step: Number(`1e${power}`) }
}

/** The unit that `unit` expands to, without a number: 亿元 → 元. */
export function expandedUnit(unit: string): { readonly ok: true; readonly unit: string } | { readonly ok: false; readonly problem: string } {
  const read = readUnit(unit)
  return 'problem' in read ? { ok: false, problem: read.problem } : { ok: true, unit: read.unit }
}

/** Full-width digits, typographic minus signs and spaces around, as tables have them. */
const plainNumber = (written: string | number): string =>
  String(written)
    .normalize('NFKC')
    .trim()
    .replace(/^[−–—]/u, '-')

function readUnit(written: string): { readonly power: number; readonly unit: string } | { readonly problem: string } {
  const unit = written.normalize('NFKC').trim()
  const named = NAMED[unit]
  if (named) return { power: named[0], unit: named[1] }
  const multiplier = leadingMultiplier(unit)
  const rest = unit.slice(multiplier.length)
  const wrong = whatIsWrong(unit, rest)
  if (wrong) return { problem: wrong }
  const [power, base] = NAMED[rest] ?? [0, rest]
  return { power: power + powerOf(multiplier), unit: base }
}

/** The longest run of multipliers after which a unit still begins: 万千瓦 is 万 and 千瓦. */
function leadingMultiplier(unit: string): string {
  const run = MULTIPLIERS.exec(unit)?.[0] ?? ''
  for (let end = 0; end < run.length; end++) if (NAMED[unit.slice(end)]) return unit.slice(0, end)
  return run
}

const powerOf = (multiplier: string): number => [...multiplier].reduce((sum, each) => sum + (POWER[each] ?? 0), 0)

function whatIsWrong(unit: string, rest: string): string | null {
  if (ENGLISH.test(unit)) return `unit "${unit}" mixes words of another language; write it as published in Chinese: 亿元, 万元, 万户`
  if (/^[\d.,]/u.test(unit)) return `unit "${unit}" begins with a number; the number belongs into the value`
  if (/^[十百千万亿]/u.test(rest) && !NAMED[rest]) return `unit "${unit}" has its multipliers in an order that is not used; write 万亿元, 亿元 or 万元`
  if (/[^十百千万亿][万亿]$/u.test(rest)) return `unit "${unit}" has its multiplier behind the unit; write it before: 亿元`
  return null
}

const problem = (text: string): Expanded => ({ ok: false, problem: text })
