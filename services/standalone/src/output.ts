/** Where a command speaks: the answer to standard output, all else to standard error. */
export interface Output {
  /** One line of the answer. */
  say(line: string): void
  /** One line beside the answer. */
  tell(line: string): void
  /** Replaced by the next one on a terminal; nothing elsewhere. */
  progress(line: string): void
  /** Leaves no progress standing. */
  end(): void
  /** Whether the answer is read on a terminal. */
  readonly terminal: boolean
}

const CLEAR = '\r\u001b[2K'

/** A reader that goes away (`| head`) ends the process quietly: nobody is there to hear more. */
const endQuietly = (fault: NodeJS.ErrnoException): void => {
  if (fault.code === 'EPIPE') process.exit(0)
  throw fault
}

/** The process's own streams. */
export const processOutput = (): Output => {
  const terminal = process.stdout.isTTY === true
  // Progress is drawn over the lines of the answer, so both have to be there to be seen.
  const draws = terminal && process.stderr.isTTY === true
  let drawn = false
  const wipe = () => {
    if (drawn) process.stderr.write(CLEAR)
    drawn = false
  }
  process.stdout.on('error', endQuietly)
  process.stderr.on('error', endQuietly)
  return {
    say: (line) => {
      wipe()
      process.stdout.write(`${line}\n`)
    },
    tell: (line) => {
      wipe()
      process.stderr.write(`${line}\n`)
    },
    progress: (line) => {
      if (!draws) return
      process.stderr.write(`${CLEAR}${line}`)
      drawn = true
    },
    end: wipe,
    terminal,
  }
}

/** JSON Lines of one object a line. */
export const sayJson = (output: Output, values: Iterable<unknown>): void => {
  for (const value of values) output.say(JSON.stringify(value))
}
