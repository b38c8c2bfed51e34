import { at, type Numbers } from '../../numbers';

/** N rows, V classes. loss = lse - logit of the target, lse = ln sum exp; 0 where the target is `ignoreIndex`. */
export function crossEntropyReference(
  logits: Numbers,
  targets: Numbers,
  ignoreIndex: number,
): { loss: Numbers; lse: Numbers } {
  const classes = logits.length / targets.length;
  const loss = new Float64Array(targets.length);
  const lse = new Float64Array(targets.length);
  for (let n = 0; n < targets.length; n++) {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    const max = row.reduce((top, value) => Math.max(top, value), Number.NEGATIVE_INFINITY);
    lse[n] = max + Math.log(row.reduce((sum, value) => sum + Math.exp(value - max), 0));
    const target = at(targets, n);
    if (target !== ignoreIndex) loss[n] = at(lse, n) - at(row, target);
  }
  return { loss, lse };
}

/** dlogits = (softmax - one-hot) dy, zero rows where ignored. */
export function crossEntropyGradientReference(
  logits: Numbers,
  targets: Numbers,
  lse: Numbers,
  dy: Numbers,
  ignoreIndex: number,
): Numbers {
  const classes = logits.length / targets.length;
  return logits.map((logit, i) => {
    const n = Math.floor(i / classes);
    if (at(targets, n) === ignoreIndex) return 0;
    return (Math.exp(logit - at(lse, n)) - (i % classes === at(targets, n) ? 1 : 0)) * at(dy, n);
  });
}
