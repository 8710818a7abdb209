/** What the `shixu` command ends with, and when. `docs/commands.md` has the same table. */
export const EXIT = {
  ok: 0,
  /** The answer itself is bad news, or what was given is refused: a registry has problems, a report or a dead letter is still refused, a document cannot be had. */
  problems: 1,
  /** The command line, a file that it names, or a setting is wrong. */
  usage: 2,
  /** The state cannot be used: locked by another process, newer, damaged, or not there. */
  state: 3,
  /** Something of ours failed. */
  fault: 4,
  /** Ctrl-C cut the work short; where it was a service, that is no fault and ends with 0. */
  interrupted: 130,
} as const
