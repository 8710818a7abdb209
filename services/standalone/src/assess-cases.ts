import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type Assessment, append, assessYear, createSeries, figureKey, type Observation, type Series, type Target } from '@shixu/domain'
import { askedOn, factsOf } from './cases/case-facts.ts'
import { CaseFault, type CaseLine, caseOf, readCaseLine } from './cases/case-line.ts'

export { CaseFault }

/** The answer to one question. */
export interface CaseVerdict {
  readonly id: string
  readonly p_miss: number
  readonly status: 'green' | 'yellow' | 'red'
  readonly forecast: number | null
}

/**
 * Answers questions about pace, one verdict a line, in the order of the lines. Those of one case are one series that becomes known month by month, so that its
 * lights have their memory; the lines can come in any order. Throws a `CaseFault` for a line that is no question.
 */
export function assessCases(lines: readonly string[]): readonly CaseVerdict[] {
  const questions = lines.flatMap((line, index) => (line.trim() === '' ? [] : [readCaseLine(line, index + 1)]))
  const verdicts = new Map<CaseLine, CaseVerdict>()
  for (const ofCase of Map.groupBy(questions, caseOf).values()) answerCase(ofCase, verdicts)
  return questions.flatMap((question) => verdicts.get(question) ?? [])
}

/** The lines of a file of questions, which may be packed with gzip and unpacks to no more than `largest` bytes. Throws a `CaseFault`. */
export async function caseLines(bytes: Uint8Array, largest: number): Promise<readonly string[]> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  const text = isPacked ? await unpack(bytes, largest) : Buffer.from(bytes)
  return text.toString('utf8').split('\n')
}

async function unpack(bytes: Uint8Array, largest: number): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: largest })
  } catch (cause) {
    throw new CaseFault(`it is packed, and cannot be unpacked to ${largest} bytes at most`, { cause })
  }
}

function answerCase(questions: readonly CaseLine[], verdicts: Map<CaseLine, CaseVerdict>): void {
  const series = createSeries({ unit: '元' })
  const told = new Map<string, number>()
  for (const question of questions.toSorted((one, other) => one.month - other.month)) {
    for (const fact of factsOf(question)) tell(series, fact, told)
    const asOf = askedOn(question)
    const newest = assessYear({ target: targetOf(question), indicator: { publisher: { by: 'office', name: '' }, releaseBasis: 'stated' }, series, asOf }).at(-1)
    verdicts.set(question, verdictOf(question.id, newest))
  }
}

/** Every question repeats what the ones before it told; only what is new is a fact. */
function tell(series: Series, fact: Observation, told: Map<string, number>): void {
  const key = figureKey(fact)
  if (told.get(key) === fact.value) return
  told.set(key, fact.value)
  append(series, fact)
}

/** Without any figure of the year there is nothing to say: even odds, and not behind. */
const verdictOf = (id: string, newest: Assessment | undefined): CaseVerdict => ({
  id,
  p_miss: newest?.pMiss ?? 0.5,
  status: newest === undefined || newest.light === 'grey' ? 'green' : newest.light,
  forecast: newest?.forecast ?? null,
})

const targetOf = ({ this_year, target_total }: CaseLine): Target => ({
  id: 'case',
  region: '000000',
  year: this_year,
  nameZh: '题目',
  nameEn: 'case',
  kind: 'amount',
  comparator: 'at-least',
  value: target_total,
  unit: '元',
  valueExpanded: target_total,
  unitExpanded: '元',
  qualifier: null,
  firmness: 'firm',
  note: null,
  members: [],
  lead: { bureau: 'case', basis: 'assumed' },
  supporting: [],
  indicator: 'case',
  citation: { document: '', section: '', sentence: '', start: 0, anchor: '', anchorOffset: 0 },
  baseline: null,
  plan: null,
  due: null,
  lightBy: 'forecast',
})
