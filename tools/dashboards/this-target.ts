/** The target that is chosen, in a view that has `target_id`. */
export const THIS_TARGET = 'region = ${region:sqlstring} and year = ${year:sqlstring} and target_id = ${target:sqlstring}'

/** The same by its key, in a view that has none. */
export const THIS_KEY =
  "region = ${region:sqlstring} and year = ${year:sqlstring} and target = ${region:sqlstring} || '/' || ${year:sqlstring} || '/' || ${target:sqlstring}"
