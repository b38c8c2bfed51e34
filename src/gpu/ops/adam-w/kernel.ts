import { flatWgsl } from '../../flat/elementwise';
import { DECAYED } from '../../flat/layout';

export interface AdamWVariant {
  /** Moments have a layout of their own: `places` says which of its blocks belongs to each block of the parameters. */
  readonly apart: boolean;
}

/** One invocation for four elements. Factors that need more than float32 (1 - beta^step) come computed from the host. */
export function adamWWgsl({ apart }: AdamWVariant): string {
  const j = apart ? 'j' : 'i';
  return flatWgsl(
    `
  let scale = gradientScale[0];
  if (scale < 0.0) { return; }
  ${apart ? 'let j = u32(places[i / 16u]) * 16u + i % 16u;' : ''}
  let g = gradient[i] * scale;
  let newM = u.beta1 * m[${j}] + u.restBeta1 * g;
  let newV = u.beta2 * v[${j}] + u.restBeta2 * g * g;
  let keep = select(1.0, u.keep, (block & ${DECAYED}) != 0);
  let moved = parameter[i] * keep - u.rate * newM / (sqrt(newV) * u.inverseRoot + u.epsilon);`,
    { m: 'newM', v: 'newV', parameter: 'moved' },
    { at: { m: j, v: j } },
  );
}
