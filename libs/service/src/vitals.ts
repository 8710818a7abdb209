import type { Health } from '@shixu/runtime'

/** How one part of a process is. null where all is well, else what is wrong, in one line. */
export interface Vital {
  readonly healthy: Health
  readonly ready: Health
}

/** How a process is, by its parts: the first that is not well is told. */
export interface Vitals extends Vital {
  watch(part: Vital): void
  /** All is started: until then it is not ready. */
  started(): void
  failed(why: string): void
}

export const createVitals = (): Vitals => {
  const parts: Vital[] = []
  let starting = true
  let failure: string | null = null
  const first = (kind: keyof Vital): string | null => parts.reduce<string | null>((wrong, part) => wrong ?? part[kind](), null)
  return {
    watch: (part) => parts.push(part),
    started: () => {
      starting = false
    },
    failed: (why) => {
      failure ??= why
    },
    healthy: () => failure ?? first('healthy'),
    ready: () => failure ?? first('ready') ?? (starting ? 'starting' : null),
  }
}
