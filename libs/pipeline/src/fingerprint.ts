import { hash } from 'node:crypto'

/** Short and stable: the same value gives the same fingerprint on any machine. */
export const fingerprint = (value: unknown): string => hash('sha256', JSON.stringify(value)).slice(0, 16)
