import type { DataId } from '@tensorflow/tfjs';
import type { Shape } from './op';

/**
 * How a tensor's elements lie in GPU memory. tfjs knows float32 and int32; halves are ours: to tfjs such a tensor is a float32 one, but its
 * buffer has 2 bytes an element and only our kernels may touch it (a recording refuses any other; `cast` brings it back for reading).
 */
export type ElementType = 'f32' | 'i32' | 'f16';

/** An output that is not float32. */
export interface TypedShape {
  readonly shape: Shape;
  readonly type: ElementType;
}
export const half = (shape: Shape): TypedShape => ({ shape, type: 'f16' });
export const ints = (shape: Shape): TypedShape => ({ shape, type: 'i32' });
/** The output type of a kernel that follows a policy. */
export const halfIf = (on: boolean | undefined, shape: Shape): TypedShape => ({ shape, type: on ? 'f16' : 'f32' });

export function typed(output: Shape | TypedShape): TypedShape {
  return 'shape' in output ? output : { shape: output, type: 'f32' };
}

const halves = new WeakSet<DataId>();

export function markHalf(dataId: DataId): void {
  halves.add(dataId);
}

/** Whether a tensor is stored as f16. Always false on the cpu backend. */
export function isHalf({ dataId }: { readonly dataId: DataId }): boolean {
  return halves.has(dataId);
}

/** Bytes of a buffer, a multiple of 4 as WebGPU wants. */
export function byteLength(elements: number, type: ElementType): number {
  return type === 'f16' ? Math.ceil(elements / 2) * 4 : 4 * elements;
}
