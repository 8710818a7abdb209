import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

interface Responsibility {
  readonly bureau: string
  readonly basis: string
}

interface WrittenTarget {
  readonly id: string
  readonly name_zh: string
  readonly name_en: string
  readonly kind: string
  readonly comparator?: string
  readonly value?: number
  readonly unit?: string
  readonly qualifier?: string
  readonly firmness: string
  readonly note?: string
  readonly members?: readonly string[]
  readonly lead: Responsibility
  readonly supporting?: readonly Responsibility[]
  readonly indicator: string
  readonly citation: { readonly section: string; readonly sentence: string; readonly start: number; readonly anchor: string; readonly anchor_offset: number }
}

interface WrittenIndicator {
  readonly id: string
  readonly unit: string
  readonly measures: readonly string[]
  readonly publisher: { readonly by: string; readonly name: string }
  readonly release: { readonly rule: string; readonly months?: readonly number[] }
}

interface WrittenBureau {
  readonly id: string
  readonly name_zh: string
  readonly contacts: readonly { readonly step: string; readonly email: string; readonly note: string }[]
}

const FOLDER = new URL('../seeds/wuhan-2024/', import.meta.url)

const text = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8')

/** A CSV of ours: no quotes, one header. */
const table = (file: string): Record<string, string>[] => {
  const [header = '', ...lines] = text(file).trimEnd().split('\n')
  const columns = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at] ?? '', cell])))
}

/** The report by characters, as offsets count them. */
export const report: readonly string[] = [...text('report.txt')]
export const slice = (from: number, length: number): string => report.slice(from, from + length).join('')

export const { targets } = parse(text('targets.yaml')) as { targets: readonly WrittenTarget[] }
export const { indicators } = parse(text('indicators.yaml')) as { indicators: readonly WrittenIndicator[] }
export const { bureaus, supervision } = parse(text('bureaus.yaml')) as { bureaus: readonly WrittenBureau[]; supervision: string }
export const figures = ['statistics', 'customs', 'others'].flatMap((name) => table(`data/${name}.csv`))

export const numbered = targets.filter((target) => target.kind !== 'milestone')
export const milestones = targets.filter((target) => target.kind === 'milestone')
