/** A statistical period, named by the last month that it covers: `2024-06`. January stands for nothing of its own (`calendar.ts`). */
export type Period = string

/** A calendar day in Asia/Shanghai: `2024-07-01`. Days and periods compare as strings. */
export type Day = string

// Read digit by digit: these are asked millions of times, and a slice would be a string each time.
const digit = (text: string, at: number): number => text.charCodeAt(at) - 48

/** Year of a period or of a day. */
export const yearOf = (when: Period | Day): number => digit(when, 0) * 1000 + digit(when, 1) * 100 + digit(when, 2) * 10 + digit(when, 3)

/** Month, 1 to 12, of a period or of a day. */
export const monthOf = (when: Period | Day): number => digit(when, 5) * 10 + digit(when, 6)

/** Date, 1 to 31, of a day. */
export const dateOf = (day: Day): number => digit(day, 8) * 10 + digit(day, 9)

/** The period that ends with `month` (1 to 12) of `year`. */
export const periodOf = (year: number, month: number): Period => `${year}-${String(month).padStart(2, '0')}`

/** Whether a text is a period, written as periods are here: `2024-06`. */
export const isPeriod = (text: string): boolean => /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)
