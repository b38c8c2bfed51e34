import * as tf from '@tensorflow/tfjs';
import { cpuInternals, type WebGPUInternals, webgpuInternals } from '../backend';
import type { FlatLayout } from './layout';

/**
 * Between many tensors and a flat one, by copies of buffers. Where a recorded step copies, its plan makes the small tensors windows of the flat one
 * and the copies disappear.
 */
const PACK = 'LoamPack';
const SPLIT = 'LoamSplit';
const part = (i: number) => `part${i}`;
const layoutOf = (attrs: unknown) => (attrs as { readonly layout: FlatLayout }).layout; // our own wrappers' attributes

tf.registerKernel({
  kernelName: PACK,
  backendName: 'webgpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { parts, size } = layoutOf(attrs);
    const gpu = webgpuInternals(backend);
    const flat = gpu.makeTensorInfo([size], 'float32');
    const to = bufferOf(gpu, flat);
    parts.forEach((p, i) => {
      copy(gpu, bufferOf(gpu, input(inputs, part(i))), 0, to, 4 * p.offset, 4 * p.size);
    });
    return flat;
  },
});

tf.registerKernel({
  kernelName: PACK,
  backendName: 'cpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { parts, size } = layoutOf(attrs);
    const cpu = cpuInternals(backend);
    const values = new Float32Array(size);
    parts.forEach((p, i) => {
      values.set(cpu.data.get(input(inputs, part(i)).dataId).values, p.offset);
    });
    return cpu.makeTensorInfo([size], 'float32', values);
  },
});

tf.registerKernel({
  kernelName: SPLIT,
  backendName: 'webgpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const gpu = webgpuInternals(backend);
    const from = bufferOf(gpu, input(inputs, 'flat'));
    return layoutOf(attrs).parts.map(({ shape, offset, size }) => {
      const info = gpu.makeTensorInfo([...shape], 'float32');
      copy(gpu, from, 4 * offset, bufferOf(gpu, info), 0, 4 * size);
      return info;
    });
  },
});

tf.registerKernel({
  kernelName: SPLIT,
  backendName: 'cpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const cpu = cpuInternals(backend);
    const flat = Float32Array.from(cpu.data.get(input(inputs, 'flat').dataId).values);
    return layoutOf(attrs).parts.map(({ shape, offset, size }) =>
      cpu.makeTensorInfo([...shape], 'float32', flat.slice(offset, offset + size)),
    );
  },
});

function input(inputs: unknown, name: string): tf.TensorInfo {
  const info = (inputs as Readonly<Record<string, tf.TensorInfo | undefined>>)[name]; // tfjs's loose record
  if (!info) throw new Error(`flat: ${name} is missing`);
  return info;
}

function bufferOf(gpu: WebGPUInternals, { dataId }: tf.TensorInfo): GPUBuffer {
  gpu.uploadToGPU(dataId);
  gpu.commandQueueOwnedIds.add(dataId);
  const { resource } = gpu.tensorMap.get(dataId);
  if (!resource) throw new Error('flat: a tensor has no GPU buffer');
  return resource;
}

/** In tfjs's own command encoder, so that order with everything else is kept. */
function copy(
  gpu: WebGPUInternals,
  from: GPUBuffer,
  fromOffset: number,
  to: GPUBuffer,
  toOffset: number,
  size: number,
) {
  gpu.ensureCommandEncoderReady();
  gpu.endComputePassEncoder();
  gpu.commandEncoder?.copyBufferToBuffer(from, fromOffset, to, toOffset, size);
}

/** One flat tensor [layout.size] of the parts, in the layout's order and of its shapes. Not differentiable. */
export function pack(tensors: readonly tf.Tensor[], layout: FlatLayout): tf.Tensor1D {
  layout.parts.forEach((p, i) => {
    if (tensors[i]?.shape.join() !== p.shape.join())
      throw new Error(`flat: ${p.name} should be [${p.shape}] and is [${tensors[i]?.shape}]`);
  });
  const inputs = Object.fromEntries(tensors.map((tensor, i) => [part(i), tensor]));
  return tf.engine().runKernel<tf.Tensor1D>(PACK, inputs, { layout } as unknown as tf.NamedAttrMap);
}

/** The parts of a flat tensor, by name. They do not follow later changes of it. Not differentiable. */
export function split(flat: tf.Tensor, layout: FlatLayout): Map<string, tf.Tensor> {
  if (flat.size !== layout.size) throw new Error(`flat: ${flat.size} elements for a layout of ${layout.size}`);
  const parts = tf.engine().runKernel<tf.Tensor[]>(SPLIT, { flat }, { layout } as unknown as tf.NamedAttrMap);
  return new Map(layout.parts.map(({ name }, i) => [name, parts[i] as tf.Tensor])); // one output a part
}
