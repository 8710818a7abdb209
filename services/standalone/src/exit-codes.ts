/** What the `shixu` command ends with. `docs/commands.md` has the same table. */
export const EXIT = {
  ok: 0,
  /** The answer itself is bad news: the registry has problems, a dead letter is still refused. */
  problems: 1,
  /** The command line or a setting is wrong. */
  usage: 2,
  /** The state cannot be used: locked by another process, newer, damaged, or not there. */
  state: 3,
  /** Something of ours failed. */
  fault: 4,
  /** Stopped by a second Ctrl-C. */
  interrupted: 130,
} as const
