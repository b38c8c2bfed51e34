import type { DataId, KernelBackend, TensorInfo } from '@tensorflow/tfjs';

/**
 * The parts of tfjs 4.22.0's backends that our kernels reach into. tfjs declares most of them private; 4.22.0 is the last release and its
 * source is frozen, so naming them here once is safe (see notes: "build your own pipeline on backend.device").
 */
export interface WebGPUInternals {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  readonly tensorMap: {
    get(dataId: DataId): { values: ArrayLike<number> | null; resource?: GPUBuffer | null; refCount: number };
  };
  readonly bufferManager: {
    acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
    releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
    getNumUsedBuffers(): number;
    getNumFreeBuffers(): number;
    numBytesAllocated: number;
  };
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  /** Tensors that unsubmitted commands refer to: disposing one waits for the submit. */
  commandQueueOwnedIds: WeakSet<DataId>;
  uniformPendingDisposal: GPUBuffer[];
  dispatchCountInPass: number;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  uploadToGPU(dataId: DataId): void;
  incRef(dataId: DataId): void;
  makeTensorInfo(shape: number[], dtype: string, values?: Float32Array | Int32Array): TensorInfo;
}

export interface CpuInternals {
  readonly data: { get(dataId: DataId): { values: ArrayLike<number> } };
  incRef(dataId: DataId): void;
  makeTensorInfo(shape: number[], dtype: string, values: Float32Array | Int32Array): TensorInfo;
}

/** tfjs's `webgpu` backend with its private half. The caller is a kernel registered for `webgpu`, hence the cast. */
export function webgpuInternals(backend: KernelBackend | object): WebGPUInternals {
  return backend as unknown as WebGPUInternals;
}

/** tfjs's `cpu` backend with its private half. The caller is a kernel registered for `cpu`, hence the cast. */
export function cpuInternals(backend: KernelBackend | object): CpuInternals {
  return backend as unknown as CpuInternals;
}
