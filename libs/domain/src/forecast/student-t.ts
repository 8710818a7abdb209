/** Distribution function of Student's t with 5 degrees of freedom, in closed form (Abramowitz & Stegun 26.7.3). */
export function studentT5(t: number): number {
  const angle = Math.atan(t / Math.sqrt(5))
  const cosine = Math.cos(angle)
  return 0.5 + (angle + Math.sin(angle) * cosine * (1 + (2 / 3) * cosine * cosine)) / Math.PI
}

/** How many standard deviations of it hold 80 % of the outcomes, to either side. */
export const T5_80 = 1.48
