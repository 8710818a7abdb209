/** Multipliers that people say, the largest first. */
const SCALES = [
  { factor: 1e12, word: '万亿' },
  { factor: 1e8, word: '亿' },
  { factor: 1e4, word: '万' },
  { factor: 1, word: '' },
] as const

/** What is counted in wholes: half a train is not said. */
const WHOLE = /[户家个列场辆人件项条处座台套所例次班件]$/u

/** Units that take no multiplier. */
const PLAIN = new Set(['%', '个百分点', 'P'])

const DECIMALS = 2
const COMPUTED_DIGITS = 4
/** A difference of decimal fractions is not exact in binary. */
const NOISE = 1e-9

/**
 * Says an expanded value as a Chinese official would: `806.7亿元`, `236.25万户`, `50万辆`, `3.1%`. With `step` (a published figure) the digits are those that were published.
 * Without, a value that is exact within two decimals is said so (a target), and a computed one gets four digits, one decimal for per cent, wholes for what is counted.
 */
export function sayAmount(value: number, unit: string, step?: number): string {
  if (step === undefined) return sayComputed(value, unit)
  const scale = PLAIN.has(unit) ? SCALES[3] : publishedScale(value, step)
  return `${minus((value / scale.factor).toFixed(decimalsOf(step / scale.factor)))}${scale.word}${unit}`
}

/** The largest multiplier at which the published digits need no more than two decimals. */
function publishedScale(value: number, step: number): (typeof SCALES)[number] {
  const fits = SCALES.find((scale) => Math.abs(value) >= scale.factor && decimalsOf(step / scale.factor) <= DECIMALS) ?? SCALES[3]
  return fits.factor === 1 && Math.abs(value) >= 1e6 ? SCALES[2] : fits
}

function sayComputed(value: number, unit: string): string {
  if (PLAIN.has(unit)) return `${short(value, 1)}${unit}`
  const scale = SCALES.find((each) => Math.abs(value) >= each.factor) ?? SCALES[3]
  const wholes = scale.factor === 1 && WHOLE.test(unit)
  const scaled = value / scale.factor
  return `${wholes ? minus(scaled.toFixed(0)) : short(scaled, COMPUTED_DIGITS - wholeDigits(scaled))}${scale.word}${unit}`
}

/** Exact within two decimals, or rounded to `decimals`; no zeros at the end. */
function short(value: number, decimals: number): string {
  const exact = value.toFixed(DECIMALS)
  const text = Math.abs(Number(exact) - value) < NOISE ? exact : value.toFixed(Math.max(0, decimals))
  return minus(text.includes('.') ? text.replace(/\.?0+$/u, '') : text)
}

const wholeDigits = (value: number): number => Math.max(1, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1)

const decimalsOf = (step: number): number => Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))

/** Nothing is said to be minus zero. */
const minus = (text: string): string => (Number(text) === 0 ? text.replace('-', '') : text)
