import type { Rng } from '@/base/rng';
import type { ParameterSpec } from './entry';

/** First weights of one parameter, row-major. Each parameter has its own stream, so that a changed one never shifts another's. */
export function initialise(spec: ParameterSpec, rng: Rng): Float32Array<ArrayBuffer> {
  const values = new Float32Array(spec.shape.reduce((a, b) => a * b, 1));
  if (spec.init.kind === 'ones') values.fill(1);
  if (spec.init.kind === 'normal') {
    const stream = rng.fork(spec.name);
    for (let i = 0; i < values.length; i++) values[i] = stream.normal() * spec.init.std;
  }
  return values;
}
