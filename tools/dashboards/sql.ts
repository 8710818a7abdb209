/** The targets that are chosen, in `from … t`: of the region and the year. */
export const CHOSEN = 'region = ${region:sqlstring} and year = ${year:sqlstring}'

/** A target's value in words, in the unit in which the report writes it: 806.7亿元, 50万辆, 8%. Digits are cut to four, per cent to one decimal. */
export const inUnits = (column: string): string =>
  `trim_scale(round((${column} / per_shown)::numeric, case when unit_shown = '%' then 1 when abs(${column} / per_shown) >= 1000 then 0 when abs(${column} / per_shown) >= 10 then 1 else 2 end)) || unit_shown`

/** A value in its own expanded unit in words, as officials write it: 8629.3亿元, 105.48万户, 5.2%. */
export const inOwnUnits = (
  column: string,
): string => `case when unit not in ('%', 'P') and abs(${column}) >= 1e8 then trim_scale(round((${column} / 1e8)::numeric, 2)) || '亿'
  when unit not in ('%', 'P') and abs(${column}) >= 1e4 then trim_scale(round((${column} / 1e4)::numeric, 2)) || '万' else trim_scale(round(${column}::numeric, 2))::text end || unit`

/** A share of 1 in per cent, in words. */
export const inPercent = (column: string, digits = 0): string => `round((${column} * 100)::numeric, ${digits}) || '%'`

/** Who answered, in `from alert_history h`: a bureau by its name, a person as he wrote it. */
export const ANSWERED_BY =
  'coalesce((select b.bureau_name from bureau_now b where b.region = h.region and b.year = h.year and b.bureau = h.command_by), h.command_by)'

/** Words for codes. */
export const worded = (column: string, words: Readonly<Record<string, string>>): string =>
  `case ${column} ${Object.entries(words)
    .map(([code, text]) => `when '${code}' then '${text}'`)
    .join(' ')} else ${column} end`
