/**
 * A peak learning rate for a width: in inverse proportion to the hidden size (Yang et al. 2022, Tensor Programs V, table 8), anchored at
 * 0.005 for 64, the best of 0.002 and 0.005 on a novel's bytes after 300 steps (docs/log.md). Two digits.
 */
export function widthLearningRate(hidden: number): number {
  return Number(Math.min(0.005, 0.32 / hidden).toPrecision(2));
}
