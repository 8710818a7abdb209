import type { Assessment, Day, TargetKey } from '@shixu/domain'
import { likenessOf, mix, mixText } from './likeness.ts'

/**
 * An assessment in a third of its room. A nation's are a few hundred that differ in their numbers: all else is kept once, as the first of that form. Its target is not kept, whoever keeps this knows it.
 * Numbers stand one after the other as plain doubles, for the collector has nothing to walk through there.
 */
export interface PackedAssessment {
  /** Words and lists are those of the packed one; numbers, `target` and `asOf` are not. */
  readonly form: Assessment
  readonly asOf: Day
  readonly numbers: readonly number[]
}

export type Pack = (assessment: Assessment) => PackedAssessment

/** Beyond so many forms all begin anew. Those at hand stay what they are. */
const MOST = 20_000

export function createPacker(): Pack {
  const forms = new Map<number, Assessment>()
  return (assessment) => {
    const numbers: number[] = []
    const name = likenessOf(() => mixForm({ ...assessment, ...NOT_OF_THE_FORM }, numbers))
    const known = forms.get(name)
    if (known === undefined && forms.size >= MOST) forms.clear()
    if (known === undefined) forms.set(name, assessment)
    return { form: known ?? assessment, asOf: assessment.asOf, numbers: numbers.slice() }
  }
}

const NOT_OF_THE_FORM = { target: null, asOf: null }

const LITERALS: readonly unknown[] = [undefined, null, false, true]
const [NUMBER, LIST, RECORD, END] = [4, 5, 6, 7]

const mixForm = (value: unknown, numbers: number[]): void => {
  if (typeof value === 'number') {
    mix(NUMBER)
    numbers.push(value)
  } else if (typeof value === 'string') mixText(value)
  else if (typeof value !== 'object' || value === null) mix(LITERALS.indexOf(value))
  else if (Array.isArray(value)) {
    mix(LIST)
    for (const each of value) mixForm(each, numbers)
    mix(END)
  } else mixRecord(value as Readonly<Record<string, unknown>>, numbers)
}

const mixRecord = (record: Readonly<Record<string, unknown>>, numbers: number[]): void => {
  mix(RECORD)
  for (const key in record) {
    mixText(key)
    mixForm(record[key], numbers)
  }
  mix(END)
}

/** The assessment as it was packed. */
export function unpack({ form, asOf, numbers }: PackedAssessment, target: TargetKey): Assessment {
  const reader = { numbers, at: 0 }
  const copy = recordLike(form as unknown as Readonly<Record<string, unknown>>, reader)
  return Object.assign(copy, { target, asOf }) as unknown as Assessment
}

/** The same, unpacked when it is first asked for. */
export function unpackedLater(packed: PackedAssessment, target: TargetKey): () => Assessment {
  let unpacked: Assessment | null = null
  return () => {
    unpacked ??= unpack(packed, target)
    return unpacked
  }
}

interface Reader {
  readonly numbers: readonly number[]
  at: number
}

const valueLike = (form: unknown, reader: Reader): unknown => {
  if (typeof form === 'number') {
    reader.at += 1
    return reader.numbers[reader.at - 1]
  }
  if (typeof form !== 'object' || form === null) return form
  if (Array.isArray(form)) return form.map((each) => valueLike(each, reader))
  return recordLike(form as Readonly<Record<string, unknown>>, reader)
}

const recordLike = (form: Readonly<Record<string, unknown>>, reader: Reader): Record<string, unknown> => {
  const copy: Record<string, unknown> = {}
  for (const key in form) copy[key] = valueLike(form[key], reader)
  return copy
}
