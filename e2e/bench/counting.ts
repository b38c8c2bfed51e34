/**
 * Counts what a program asks of WebGPU, whoever it is: the prototypes themselves are wrapped, before the program is loaded. In a process of its
 * own, because counting costs time. Of memory only buffers: nobody here trains in textures.
 */
export interface Counts {
  readonly dispatches: number;
  readonly submits: number;
  /** Calls of createBuffer. */
  readonly buffers: number;
}
export interface Counter {
  readonly counts: Counts;
  /**
   * From now on every dispatch has zero workgroups: the same calls, and nothing for the device to do. Software adapters share the processor with
   * the JavaScript that is to be measured. What is computed is void from there on.
   */
  idleDevice(): void;
  /** The most bytes that buffers held at one time since the start: destroyed and collected ones are given back. */
  readonly peakBytes: number;
}

/** WebGPU's classes; their `prototype` is typed loosely because it is about to be changed. */
interface Scope {
  readonly GPUDevice: { readonly prototype: GPUDevice };
  readonly GPUBuffer: { readonly prototype: GPUBuffer };
  readonly GPUQueue: { readonly prototype: GPUQueue };
  readonly GPUComputePassEncoder: { readonly prototype: GPUComputePassEncoder };
}

export function countGpuCalls(scope: Scope): Counter {
  const counts = { dispatches: 0, submits: 0, buffers: 0 };
  let idle = false;
  let liveBytes = 0;
  let peakBytes = 0;
  const sizes = new WeakMap<GPUBuffer, { bytes: number }>();
  const free = (size: { bytes: number } | undefined) => {
    if (!size) return;
    liveBytes -= size.bytes;
    size.bytes = 0;
  };
  const collected = new FinalizationRegistry<{ bytes: number }>(free);

  wrap(
    scope.GPUDevice.prototype,
    'createBuffer',
    (original) =>
      function (this: GPUDevice, descriptor) {
        const buffer = original.call(this, descriptor);
        const size = { bytes: descriptor.size };
        sizes.set(buffer, size);
        collected.register(buffer, size);
        counts.buffers++;
        liveBytes += size.bytes;
        peakBytes = Math.max(peakBytes, liveBytes);
        return buffer;
      },
  );
  wrap(
    scope.GPUBuffer.prototype,
    'destroy',
    (original) =>
      function (this: GPUBuffer) {
        free(sizes.get(this));
        return original.call(this);
      },
  );
  wrap(
    scope.GPUQueue.prototype,
    'submit',
    (original) =>
      function (this: GPUQueue, buffers) {
        counts.submits++;
        return original.call(this, buffers);
      },
  );
  wrap(
    scope.GPUComputePassEncoder.prototype,
    'dispatchWorkgroups',
    (original) =>
      function (this: GPUComputePassEncoder, x, y, z) {
        counts.dispatches++;
        return idle ? original.call(this, 0, 0, 0) : original.call(this, x, y, z);
      },
  );
  wrap(
    scope.GPUComputePassEncoder.prototype,
    'dispatchWorkgroupsIndirect',
    (original) =>
      function (this: GPUComputePassEncoder, buffer, offset) {
        counts.dispatches++;
        return original.call(this, buffer, offset);
      },
  );

  return {
    get counts() {
      return { ...counts };
    },
    get peakBytes() {
      return peakBytes;
    },
    idleDevice() {
      idle = true;
    },
  };
}

function wrap<T extends object, K extends keyof T>(target: T, method: K, make: (original: T[K]) => T[K]): void {
  target[method] = make(target[method]);
}
