/** Distribution function of the standard normal, to 1.2e-7 (Numerical Recipes, erfcc). */
export function normal(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.5 * x)
  const series = COEFFICIENTS.reduceRight((sum, coefficient) => coefficient + t * sum, 0)
  const tail = (t * Math.exp(-x * x + series)) / 2
  return z > 0 ? 1 - tail : tail
}

const COEFFICIENTS = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277] as const

/** How many standard deviations of it hold 80 % of the outcomes, to either side. */
export const NORMAL_80 = 1.2816
