import { EXIT } from './exit-codes.ts'

/** A command that cannot be carried out, and what to do. Ends the process with the exit code of its name, without a stack. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault'
  readonly exit: number

  constructor(exit: Exclude<keyof typeof EXIT, 'ok'>, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exit = EXIT[exit]
  }
}
