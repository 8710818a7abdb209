/** Where a command speaks: the answer to standard output, all else to standard error. */
export interface Output {
  /** One line of the answer. */
  say(line: string): void
  /** One line beside the answer. */
  tell(line: string): void
  /** Replaced by the next one on a terminal; nothing elsewhere. */
  progress(line: string): void
  readonly terminal: boolean
  readonly width: number
}

const CLEAR = '\r\u001b[2K'

/** The process's own streams. A reader that goes away (`| head`) ends the process quietly. */
export const processOutput = (): Output => {
  const terminal = process.stdout.isTTY === true
  let drawn = false
  const wipe = () => {
    if (drawn) process.stderr.write(CLEAR)
    drawn = false
  }
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code === 'EPIPE') process.exit(0)
    throw fault
  })
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
      if (!terminal) return
      process.stderr.write(`${CLEAR}${line}`)
      drawn = true
    },
    terminal,
    width: process.stdout.columns ?? 160,
  }
}

/** JSON Lines of one object a line. */
export const sayJson = (output: Output, values: Iterable<unknown>): void => {
  for (const value of values) output.say(JSON.stringify(value))
}
