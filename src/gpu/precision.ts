/**
 * Mixed precision (Micikevicius et al. 2018): within `mixedPrecision`, ops keep what they compute for the next op (normed rows, projections,
 * attention, logits and the gradients of these) as f16; the residual stream, statistics, losses, weights and their gradients stay float32, and so do all
 * sums. Ops ask `mixed()` when they are called; a gradient runs within the same call as its forward pass, hence under the same policy.
 */
let on = false;

export function mixed(): boolean {
  return on;
}

export function mixedPrecision<T>(enabled: boolean, run: () => T): T {
  const before = on;
  on = enabled;
  try {
    return run();
  } finally {
    on = before;
  }
}
