import type { Rng } from '@/base/rng';
import type { FileParameter } from './file-parameters';

/** First weights of one parameter, row-major. Each parameter has its own stream, so that a changed one never shifts another's. */
export function initialise({ name, shape, init }: FileParameter, rng: Rng): Float32Array<ArrayBuffer> {
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
  if (init.kind === 'ones') values.fill(1);
  if (init.kind === 'normal') {
    const stream = rng.fork(name);
    for (let i = 0; i < values.length; i++) values[i] = stream.normal() * init.std;
  }
  return values;
}
