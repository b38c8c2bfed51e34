import { elementwiseWgsl } from '../../elementwise';
import { ONLINE_SOFTMAX } from '../../online-softmax';
import { type RowVariant, rowMain, rowMerge } from '../../row-reduce';

/** One pass over each row's logits. */
export function crossEntropyWgsl(variant: RowVariant): string {
  return `${ONLINE_SOFTMAX}${rowMerge(variant)}${rowMain(variant)}
  let base = row * u.columns;
  var pair = NOTHING;
  for (var c = lane; c < u.columns; c += LANES) { pair = include(pair, logits[base + c]); }
  pair = reduceBy(pair, lane);
  if (lane == 0u) {
    let total = pair.x + log(pair.y);
    let goal = targets[row];
    lse[row] = total;
    loss[row] = 0.0;
    if (goal != bitcast<i32>(u.ignored) && goal >= 0 && goal < i32(u.columns)) { loss[row] = total - logits[base + u32(goal)]; }
  }
}`;
}

export function crossEntropyGradientWgsl(): string {
  return elementwiseWgsl(`
  let row = i / u.columns;
  let goal = targets[row];
  if (goal == bitcast<i32>(u.ignored)) { dlogits[i] = 0.0; return; }
  var value = exp(logits[i] - lse[row]);
  if (i32(i % u.columns) == goal) { value -= 1.0; }
  dlogits[i] = value * dy[row];`);
}
