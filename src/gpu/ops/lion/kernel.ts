import { flatWgsl } from '../../flat/elementwise';
import { DECAYED } from '../../flat/layout';

/** One invocation for four elements. */
export function lionWgsl(): string {
  return flatWgsl(
    `
  let scale = gradientScale[0];
  if (scale < 0.0) { return; }
  let g = gradient[i] * scale;
  let old = m[i];
  let keep = select(1.0, u.keep, (block & ${DECAYED}) != 0);
  let moved = parameter[i] * keep - u.rate * sign(u.beta1 * old + u.restBeta1 * g);
  let newM = u.beta2 * old + u.restBeta2 * g;`,
    { m: 'newM', parameter: 'moved' },
  );
}
