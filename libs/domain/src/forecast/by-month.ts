/** What is known of a year's course when a series says nothing itself, by month (index 0 is January). Fitted on 484 monthly series of the M1 competition. */
export const BY_MONTH = {
  /** Weight of this year's growth so far against past growth. */
  weight: [0.41, 0.57, 0.67, 0.76, 0.8, 0.85, 0.89, 0.92, 0.95, 0.97, 0.98],
  /** Spread of the year's growth around that, in standard deviations of past growth. */
  spread: [1.08, 0.92, 0.78, 0.7, 0.64, 0.58, 0.51, 0.41, 0.31, 0.22, 0.13],
  /** Share of the year that is usually done, and its standard deviation. */
  share: [0.081, 0.165, 0.248, 0.331, 0.413, 0.495, 0.577, 0.662, 0.747, 0.831, 0.916],
  shareSpread: [0.011, 0.017, 0.023, 0.028, 0.03, 0.031, 0.03, 0.027, 0.027, 0.023, 0.013],
} as const
