import { addDays, type Day, isWeekend, type Workdays } from '@shixu/domain'
// Data only: the package's functions are wrong on hundreds of days where the process runs west of UTC.
import known from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

/** Workdays of China as the State Council set them (holidays and 调休), to the end of the last year that is set. Before 2004 and after that, weekends alone. */
export const chineseWorkdays = (): Workdays => {
  const off = new Set(Object.keys(known.holidays))
  const worked = new Set(Object.keys(known.workdays))
  const lastYear = [...off].reduce((latest, day) => (day > latest ? day : latest), '').slice(0, 4)
  return { isWorkday: (day) => worked.has(day) || !(off.has(day) || isWeekend(day)), knownUntil: `${lastYear}-12-31` }
}

/** The next year's holidays are announced in autumn. */
const NOTICE_DAYS = 31

/** Where the calendar of holidays ends within a month of `day`, or has ended: the day it ends on. Due days after that are guesses; a newer `chinese-days` mends it. */
export const calendarEnding = ({ knownUntil }: Workdays, day: Day): Day | null => (addDays(day, NOTICE_DAYS) > knownUntil ? knownUntil : null)
