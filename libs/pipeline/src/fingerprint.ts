import { createHash } from 'node:crypto'

/** Short and stable: the same value gives the same fingerprint on any machine. */
export const fingerprint = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
