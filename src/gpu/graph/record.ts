import { type DataType, engine, env, setBackend, type Tensor } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { BufferNode, Recording } from './recording';
import { RecordingDevice } from './recording-device';

/** Hands the recorded function its tensors: stand-ins that are only worth something while recording. */
export interface Tracer {
  /** A tensor whose buffer lives outside the step, by name. */
  external(name: string, shape: readonly number[], dtype?: DataType): Tensor;
  /** A tensor that the host fills before every step. */
  input(name: string, shape: readonly number[], dtype?: DataType): Tensor;
}

const BYTES = 4; // float32, int32 and bool are 4 bytes each in the WebGPU backend

/**
 * Runs ordinary tfjs code once, on a device that only records; nothing executes and no GPU memory is taken. Returns the recording of what
 * the code dispatched; `build` returns the tensors that the host wants back, by name.
 *
 * The code must not wait for a tensor's value, and must not depend on anything that changes from step to step except through
 * `tracer.input`.
 */
export async function record(
  device: GPUDevice,
  adapterInfo: GPUAdapterInfo,
  build: (tracer: Tracer) => Readonly<Record<string, Tensor>>,
): Promise<Recording> {
  const recorder = new RecordingDevice(device);
  const backend = new WebGPUBackend(recorder.device, adapterInfo);
  // No pool while recording: one virtual buffer a tensor, so that lifetimes are true.
  Object.assign(backend, {
    bufferManager: {
      acquireBuffer: (size: number, usage: number, mappedAtCreation = false) =>
        recorder.device.createBuffer({ size, usage, mappedAtCreation }),
      releaseBuffer() {},
      dispose() {},
      numBytesUsed: 0,
      numBytesAllocated: 0,
    },
  });

  const { registry } = engine();
  const previousName = engine().backendName;
  const previous = registry.webgpu;
  const forward = env().get('WEBGPU_CPU_FORWARD');
  registry.webgpu = backend;
  // No wait from here to the end: nobody else may meet this backend. tfjs switches at once to a backend that is in its registry.
  void setBackend('webgpu');
  if (engine().backend !== backend) throw new Error('recording: tfjs did not take the recording backend');
  env().set('WEBGPU_CPU_FORWARD', false); // small ops must be recorded, not computed on the host
  engine().startScope('record');
  try {
    const wrap = (role: BufferNode['role'], shape: readonly number[], dtype: DataType): Tensor => {
      const elements = shape.reduce((a, b) => a * b, 1);
      const buffer = recorder.createNamed(role, elements * BYTES);
      return backend.createTensorFromGPUData({ buffer, zeroCopy: true }, [...shape], dtype);
    };
    const results = build({
      external: (name, shape, dtype = 'float32') => wrap({ kind: 'external', name }, shape, dtype),
      input: (name, shape, dtype = 'float32') => wrap({ kind: 'input', name }, shape, dtype),
    });
    const outputs = new Map<string, BufferNode>();
    for (const [name, tensor] of Object.entries(results)) {
      backend.uploadToGPU(tensor.dataId);
      outputs.set(name, recorder.nodeOf(backend.tensorMap.get(tensor.dataId).resource as GPUBuffer));
    }
    return { commands: recorder.commands, pipelines: recorder.pipelines, outputs };
  } finally {
    engine().endScope();
    env().set('WEBGPU_CPU_FORWARD', forward);
    if (previous) registry.webgpu = previous;
    else delete registry.webgpu;
    if (previousName) void setBackend(previousName);
  }
}
