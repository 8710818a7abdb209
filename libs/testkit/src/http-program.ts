import { type Program, startProgram } from './start-program.ts'

export interface HttpProgram extends Omit<Program, 'isReady'> {
  /** Answers 2xx once the program is ready. */
  readonly readyUrl: string
}

/** Starts a server program that says by HTTP when it is ready; otherwise as `startProgram`. */
export const startHttpProgram = ({ readyUrl, ...program }: HttpProgram): Promise<() => Promise<void>> =>
  startProgram({
    ...program,
    isReady: () =>
      fetch(readyUrl).then(
        ({ ok }) => ok,
        () => false,
      ),
  })
