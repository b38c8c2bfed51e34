import { at, type Numbers } from '../../numbers';

export interface LossSettings {
  readonly ignoreIndex: number;
  /** Share of the target's probability that is spread evenly over all classes. */
  readonly smoothing: number;
}

/** Whether a row counts: its target is a class and not `ignoreIndex`. */
export function counts(target: number, classes: number, ignoreIndex: number): boolean {
  return target !== ignoreIndex && target >= 0 && target < classes;
}

/**
 * N rows, V classes. With q = (1 - smoothing) one-hot + smoothing / V: loss = sum q (lse - logit), lse = ln sum exp; 0 where the row does not
 * count.
 */
export function crossEntropyReference(
  logits: Numbers,
  targets: Numbers,
  { ignoreIndex, smoothing }: LossSettings,
): { loss: Numbers; lse: Numbers } {
  const classes = logits.length / targets.length;
  const loss = new Float64Array(targets.length);
  const lse = new Float64Array(targets.length);
  for (let n = 0; n < targets.length; n++) {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    const max = row.reduce((top, value) => Math.max(top, value), Number.NEGATIVE_INFINITY);
    const total = max + Math.log(row.reduce((sum, value) => sum + Math.exp(value - max), 0));
    lse[n] = total;
    const target = at(targets, n);
    if (!counts(target, classes, ignoreIndex)) continue;
    const even = row.reduce((sum, value) => sum + (total - value) / classes, 0);
    loss[n] = (1 - smoothing) * (total - at(row, target)) + smoothing * even;
  }
  return { loss, lse };
}

/** dlogits = (softmax - q) dy, zero rows where a row does not count. `dy` has one number a row, or one for all. */
export function crossEntropyGradientReference(
  logits: Numbers,
  targets: Numbers,
  lse: Numbers,
  dy: Numbers,
  { ignoreIndex, smoothing }: LossSettings,
): Numbers {
  const classes = logits.length / targets.length;
  return logits.map((logit, i) => {
    const n = Math.floor(i / classes);
    const target = at(targets, n);
    if (!counts(target, classes, ignoreIndex)) return 0;
    const q = smoothing / classes + (i % classes === target ? 1 - smoothing : 0);
    return (Math.exp(logit - at(lse, n)) - q) * at(dy, dy.length === 1 ? 0 : n);
  });
}
