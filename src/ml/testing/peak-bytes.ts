import * as tf from '@tensorflow/tfjs';

interface DataInfo {
  readonly shape: readonly number[];
}
interface DataTable {
  has(id: object): boolean;
  get(id: object): DataInfo | undefined;
  set(id: object, info: DataInfo): unknown;
  delete(id: object): boolean;
}

/**
 * Runs some work and answers with the most bytes of tensor data that tfjs held at any moment of it, those held before it left out (float32
 * and int32 only). For tests and benches: `tf.memory()` says only what is held now, and counts data that several tensors share once each.
 */
export function peakBytes(work: () => void): number {
  const state: { tensorInfo: DataTable } = tf.engine().state;
  const real = state.tensorInfo;
  const size = (info: DataInfo) => info.shape.reduce((a, b) => a * b, 4);
  let now = 0;
  let peak = 0;
  state.tensorInfo = {
    has: (id) => real.has(id),
    get: (id) => real.get(id),
    set(id, info) {
      now += size(info);
      peak = Math.max(peak, now);
      return real.set(id, info);
    },
    delete(id) {
      const info = real.get(id);
      if (info) now -= size(info);
      return real.delete(id);
    },
  };
  try {
    work();
    return peak;
  } finally {
    state.tensorInfo = real;
  }
}
