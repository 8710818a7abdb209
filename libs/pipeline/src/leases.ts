/** Who does what one process at a time may do. Its times are the store's, whatever the clocks of those who ask. */
export interface Leases {
  /** Takes it for so long, or takes it longer. False: another has it. */
  take(ask: { readonly name: string; readonly holder: string; readonly forMs: number }): Promise<boolean>
  /** `free`: nobody has it, or he who had it gave it back. `lapsed`: he who had it was not heard of in time. */
  look(name: string): Promise<'free' | 'held' | 'lapsed'>
  release(held: { readonly name: string; readonly holder: string }): Promise<void>
}
