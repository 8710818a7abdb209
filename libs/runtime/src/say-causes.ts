/** A fault and what caused it, in one line. */
export const sayCauses = (fault: unknown): string => {
  if (!(fault instanceof Error)) return String(fault)
  return fault.cause === undefined ? fault.message : `${fault.message} (${sayCauses(fault.cause)})`
}
