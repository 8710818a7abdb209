/** One part of a message that goes out in several. Once it is taken its content is not kept. */
export interface Part {
  readonly kind: 'text' | 'markdown' | 'image' | 'card'
  readonly content: string
  /** `sending` while its reply has not come: where that is found later, it may have been taken. */
  readonly state: 'waiting' | 'sending' | 'taken'
  /** When it was first sent, in milliseconds of the wall; null before. */
  readonly since: number | null
  /** An earlier try of it may have been taken, and whoever reads it is told so. */
  readonly doubtful?: true
  /** What the far end calls the picture, once it has it: a repeat names the same. */
  readonly media?: string
}

/** How far messages have come that go out in parts, so that a crash between two parts repeats neither. One process at a time has a message. */
export interface Progress {
  /** The parts as they stand; where the message is new, those that are given. */
  begin(message: PartsOf, parts: readonly Part[]): Promise<readonly Part[]>
  /** Safe once it resolves. */
  keep(message: PartsOf, parts: readonly Part[]): Promise<void>
}

export interface PartsOf {
  readonly channel: string
  /** Notice id. */
  readonly message: string
}
