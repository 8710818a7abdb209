/** Rows of `assessment` by their alias. All of one target are side by side in its index, in order of period and of the fact that caused them. */
export const sameTarget = (one: string, other: string): string =>
  `${one}.region = ${other}.region and ${one}.year = ${other}.year and ${one}.target = ${other}.target`

/** No judgement of the same period came later. */
export const isNewestOfPeriod = (judgement: string): string =>
  `not exists (select 1 from assessment later where ${sameTarget('later', judgement)} and later.period = ${judgement}.period
    and (later.seq_offset, later.seq_ordinal) > (${judgement}.seq_offset, ${judgement}.seq_ordinal))`

/** The newest judgement of the newest period comes first. */
export const newestFirst = (judgement: string): string => `${judgement}.period desc, ${judgement}.seq_offset desc, ${judgement}.seq_ordinal desc`
