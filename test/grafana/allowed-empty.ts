/** Queries that give nothing on the replayed years, and why that is right. A query that gives something must not stand here. */
export const ALLOWED_EMPTY: Readonly<Record<string, string>> = {}
