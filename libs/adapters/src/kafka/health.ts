/** How the log's groups stand, for health checks. */
export interface KafkaHealth {
  /** Every group was heard of lately: from the brokers, or trying to reach them. */
  readonly alive: boolean
  /** Every group that this process runs has its share and has recalled it. */
  readonly ready: boolean
  readonly groups: readonly { readonly group: string; readonly ready: boolean; readonly silentMs: number }[]
}

export interface Standings {
  /** Notes a group until the returned function is called. */
  note(group: string): { readonly shows: (standing: { isReady(): boolean; silentMs(): number }) => void; readonly gone: () => void }
  health(): KafkaHealth
}

export const createStandings = (stallMs: number): Standings => {
  const standings = new Map<symbol, { group: string; isReady(): boolean; silentMs(): number }>()
  return {
    note: (group) => {
      const key = Symbol(group)
      standings.set(key, { group, isReady: () => false, silentMs: () => 0 })
      return { shows: (standing) => standings.set(key, { group, ...standing }), gone: () => standings.delete(key) }
    },
    health: () => {
      const groups = [...standings.values()].map((each) => ({ group: each.group, ready: each.isReady(), silentMs: each.silentMs() }))
      return { alive: groups.every(({ silentMs }) => silentMs < stallMs), ready: groups.every(({ ready }) => ready), groups }
    },
  }
}
