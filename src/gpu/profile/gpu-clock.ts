import type { Step } from './capture-step';

/** WebGPU's most: two timestamps a dispatch. */
const QUERIES = 4096;
const BYTES = 8;

/** Nanoseconds of the GPU's clock before and after each step that is a dispatch, two numbers each, counted from the first; copies have none. */
export interface GpuClock {
  /** Runs the steps once, each dispatch in a pass of its own. */
  replay(): Promise<Float64Array>;
  dispose(): void;
}

/** Needs the `timestamp-query` feature. */
export function gpuClock(device: GPUDevice, steps: readonly Step[]): GpuClock {
  const dispatches = steps.filter(({ kind }) => kind === 'dispatch').length;
  const count = 2 * dispatches;
  const sets = Array.from({ length: Math.ceil(count / QUERIES) }, (_, i) =>
    device.createQuerySet({ type: 'timestamp', count: Math.min(QUERIES, count - i * QUERIES) }),
  );
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const size = Math.max(BYTES, BYTES * count);
  const resolved = device.createBuffer({ size, usage: QUERY_RESOLVE | COPY_SRC });
  const readable = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
  return {
    async replay() {
      const encoder = device.createCommandEncoder();
      let next = 0;
      for (const step of steps) {
        if (step.kind === 'copy') {
          encoder.copyBufferToBuffer(...step.copy);
          continue;
        }
        const querySet = sets[Math.floor(next / QUERIES)];
        if (!querySet) throw new Error('profile: lost a query set');
        const beginningOfPassWriteIndex = next % QUERIES;
        const timestampWrites = {
          querySet,
          beginningOfPassWriteIndex,
          endOfPassWriteIndex: beginningOfPassWriteIndex + 1,
        };
        const pass = encoder.beginComputePass({ timestampWrites });
        pass.setPipeline(step.pipeline);
        pass.setBindGroup(0, step.group);
        pass.dispatchWorkgroups(...step.workgroups);
        pass.end();
        next += 2;
      }
      for (const [i, set] of sets.entries()) encoder.resolveQuerySet(set, 0, set.count, resolved, i * QUERIES * BYTES);
      encoder.copyBufferToBuffer(resolved, 0, readable, 0, size);
      device.queue.submit([encoder.finish()]);
      await readable.mapAsync(GPUMapMode.READ);
      const raw = new BigInt64Array(readable.getMappedRange());
      const first = raw[0] ?? 0n;
      // As differences they are exact in doubles, which nanoseconds since boot need not be.
      const times = Float64Array.from({ length: count }, (_, i) => Number((raw[i] ?? 0n) - first));
      readable.unmap();
      return times;
    },
    dispose() {
      for (const set of sets) set.destroy();
      resolved.destroy();
      readable.destroy();
    },
  };
}
