/** Where the growth strip looks: shares of the run. */
export const SAMPLE_SHARES = [0, 0.01, 0.05, 0.2, 0.5, 1] as const;

/** Steps after which a sample is taken, in order: the shares, and every `every` steps when that is not 0. */
export function sampleSteps(steps: number, every: number): number[] {
  const chosen = new Set(SAMPLE_SHARES.map((share) => (share === 0 ? 0 : Math.max(1, Math.round(share * steps)))));
  if (every > 0) for (let step = every; step < steps; step += every) chosen.add(step);
  return [...chosen].sort((a, b) => a - b);
}
