import { DatabaseSync } from 'node:sqlite'

/** A judged period of one target, as the view `target_curve` has it. Values in the unit that is shown. */
export interface Point {
  readonly month: number
  readonly value: number | null
  readonly paceDue: number | null
  readonly lastYear: number | null
  readonly light: 'grey' | 'green' | 'yellow' | 'red'
  readonly forecast: { readonly low: number; readonly mid: number; readonly high: number } | null
}

export interface Curve {
  readonly name: string
  readonly year: number
  readonly kind: string
  readonly unit: string
  readonly target: number
  readonly outcome: 'met' | 'missed' | 'unknown' | null
  readonly points: readonly Point[]
}

type Row = Readonly<Record<string, number | string | null>>

const COLUMNS =
  'name_zh, year, kind, unit_shown, per_shown, target_value, period, value, pace_due, last_year, light, forecast_low, forecast_mid, forecast_high, year_outcome'

/** Reads a target's curve from the store of a replay. */
export const readCurve = (file: string, target: string): Curve => {
  const db = new DatabaseSync(file, { readOnly: true })
  const rows = db.prepare(`select ${COLUMNS} from target_curve where target = ? order by period`).all(target) as Row[]
  db.close()
  const [first] = rows
  if (first === undefined) throw new Error(`${file} has no judged period of ${target}`)
  return {
    name: String(first.name_zh),
    year: Number(first.year),
    kind: String(first.kind),
    unit: String(first.unit_shown),
    target: Number(first.target_value) / Number(first.per_shown),
    outcome: first.year_outcome as Curve['outcome'],
    points: rows.map(pointOf),
  }
}

const pointOf = (row: Row): Point => {
  const shown = (column: string): number | null => (row[column] == null ? null : Number(row[column]) / Number(row.per_shown))
  const [low, mid, high] = [shown('forecast_low'), shown('forecast_mid'), shown('forecast_high')]
  return {
    month: Number(String(row.period).slice(5)),
    value: shown('value'),
    paceDue: shown('pace_due'),
    lastYear: shown('last_year'),
    light: row.light as Point['light'],
    forecast: low === null || mid === null || high === null ? null : { low, mid, high },
  }
}
