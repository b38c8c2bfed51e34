import { Rng } from '@/base/rng';
import { byteLength } from '../element-types';
import { sizeOf } from '../numbers';
import type { Workload, WorkloadInput } from '../tuning';
import { toHalf } from './half-bits';

/** A prime, so that rows of the usual widths do not repeat. */
const PERIOD = 65_521;
const TABLE_BYTES = 4 * PERIOD;

/** The made-up inputs of one workload in GPU memory. */
export interface MadeUp {
  readonly buffers: ReadonlyMap<string, GPUBuffer>;
  /** Puts the first contents back. */
  refill(): void;
  dispose(): void;
}

/** Tables of normal numbers, from which inputs of any size are filled on the GPU: making millions on the host would take seconds. */
export class MakeBelieve {
  private readonly tables = new Map<'f32' | 'f16', GPUBuffer>();

  constructor(private readonly device: GPUDevice) {}

  make({ inputs }: Workload): MadeUp {
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const buffers = new Map<string, GPUBuffer>();
    for (const [name, { shape }] of Object.entries(inputs)) {
      // 4 bytes an element, halves too: that is what a tracer's tensors have.
      const size = Math.max(16, 4 * sizeOf(shape));
      buffers.set(name, this.device.createBuffer({ size, usage: STORAGE | COPY_SRC | COPY_DST }));
    }
    const refill = () => {
      for (const [name, input] of Object.entries(inputs)) {
        const buffer = buffers.get(name);
        if (buffer) this.fill(buffer, input);
      }
    };
    refill();
    return {
      buffers,
      refill,
      dispose() {
        for (const buffer of buffers.values()) buffer.destroy();
      },
    };
  }

  private fill(buffer: GPUBuffer, { shape, type = 'f32', values }: WorkloadInput): void {
    const { queue } = this.device;
    const given = values?.();
    if (given) queue.writeBuffer(buffer, 0, type === 'f16' ? halvesOf(given) : given);
    if (given || type === 'i32') return;
    const table = this.table(type);
    const size = byteLength(sizeOf(shape), type);
    const encoder = this.device.createCommandEncoder();
    for (let at = 0; at < size; at += TABLE_BYTES)
      encoder.copyBufferToBuffer(table, 0, buffer, at, Math.min(TABLE_BYTES, size - at));
    queue.submit([encoder.finish()]);
  }

  private table(type: 'f32' | 'f16'): GPUBuffer {
    const known = this.tables.get(type);
    if (known) return known;
    const { COPY_SRC, COPY_DST } = GPUBufferUsage;
    const table = this.device.createBuffer({ size: TABLE_BYTES, usage: COPY_SRC | COPY_DST });
    const rng = new Rng(1).fork(type);
    const normal = () => rng.normal();
    const values =
      type === 'f32'
        ? Float32Array.from({ length: PERIOD }, normal)
        : halvesOf(Float32Array.from({ length: 2 * PERIOD }, normal));
    this.device.queue.writeBuffer(table, 0, values);
    this.tables.set(type, table);
    return table;
  }

  dispose(): void {
    for (const table of this.tables.values()) table.destroy();
    this.tables.clear();
  }
}

/** As f16, an even number of them: buffers are written by 4 bytes. */
function halvesOf(values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(2 * Math.ceil(values.length / 2));
  for (let i = 0; i < values.length; i++) halves[i] = toHalf(values[i] ?? 0);
  return halves;
}
