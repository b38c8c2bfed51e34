import type { TensorInfo } from '@tensorflow/tfjs';
import { env } from '@tensorflow/tfjs';
import { LoamError } from '@/base/errors';
import type { WebGPUInternals } from './backend';
import { byteLength, isHalf } from './element-types';
import { sizeOf } from './numbers';
import type { Launch } from './op';
import { tellStepUniforms } from './step-number';

/** One scalar of a kernel's uniform block. */
export interface Scalar {
  readonly type: 'u32' | 'f32';
  readonly value: number;
}
export const u32 = (value: number): Scalar => ({ type: 'u32', value });
export const f32 = (value: number): Scalar => ({ type: 'f32', value });
export type Uniforms = Readonly<Record<string, Scalar>>;
/** WGSL element types by binding name; f32 where not named. */
export type BindingTypes = Readonly<Record<string, 'f32' | 'i32' | 'u32' | 'vec4f'>>;

interface BoundTensor {
  readonly name: string;
  readonly info: TensorInfo;
  readonly writable: boolean;
}

interface DispatchRequest {
  readonly name: string;
  /** In binding order. */
  readonly tensors: readonly BoundTensor[];
  readonly launch: Launch<object>;
  readonly code: () => string;
  readonly types: BindingTypes;
  /** Only for an op with step numbers: the uniforms as they are now. */
  readonly uniformsNow?: () => Uniforms;
}

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();
const tables = new WeakMap<object, Map<string, TensorInfo>>();

/**
 * Puts one dispatch into tfjs's own command encoder and compute pass, so that order with tfjs's ops is kept. Everything goes through
 * `backend.device`: a recording device sees exactly what a real one would.
 */
export function dispatch(
  backend: WebGPUInternals,
  { name, tensors, launch, code, types, uniformsNow }: DispatchRequest,
): void {
  const { device } = backend;
  const constants = Object.entries(launch.constants ?? {}).map(
    ([constant, { key, make }]): BoundTensor => ({ name: constant, info: table(backend, key, make), writable: false }),
  );
  const bound = [...tensors, ...constants];
  checkLimits(device.limits, name, bound);
  const workgroups =
    typeof launch.workgroups === 'number' ? fold(launch.workgroups, device.limits, name) : launch.workgroups;

  const buffers = bound.map(({ info, writable }) => {
    backend.uploadToGPU(info.dataId);
    const data = backend.tensorMap.get(info.dataId);
    if (writable) data.values = null;
    backend.commandQueueOwnedIds.add(info.dataId);
    if (!data.resource) throw new Error(`${name}: a tensor has no GPU buffer`);
    return data.resource;
  });
  const halves = bound.filter(({ info }) => isHalf(info)).map((one) => one.name);
  // Optional inputs decide which bindings there are, halves what they hold: both are part of the shader.
  const key = `${name} ${JSON.stringify(launch.variant)} ${bound.map((one) => one.name).join()}${halves.length > 0 ? ` f16: ${halves.join()}` : ''}`;
  const pipeline = pipelineFor(device, key, () =>
    [
      ...enables(launch.enables ?? [], halves.length > 0),
      bindings(bound, types, launch.uniforms),
      accessors(bound, types),
      PRELUDE,
      code(),
    ].join('\n'),
  );
  const uniform = uploadUniforms(backend, launch.uniforms);
  if (uniformsNow) tellStepUniforms(device, uniform, () => packed(uniformsNow()));
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [...buffers, uniform].map((buffer, binding) => ({ binding, resource: { buffer } })),
  });

  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= (backend.commandEncoder as GPUCommandEncoder).beginComputePass(); // ready: the line above
  backend.computePassEncoder.setPipeline(pipeline);
  backend.computePassEncoder.setBindGroup(0, group);
  backend.computePassEncoder.dispatchWorkgroups(...workgroups);
  backend.dispatchCountInPass++;
  if (backend.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}

/** Over 65,535 workgroups become a rectangle; kernels recover the index with `workgroup_index` and check it against their size. */
function fold(count: number, limits: GPUSupportedLimits, op: string): [number, number, number] {
  const max = limits.maxComputeWorkgroupsPerDimension;
  if (count <= max) return [Math.max(count, 1), 1, 1];
  const y = Math.ceil(count / max);
  if (y > max) throw tooLarge(op, `${count} workgroups`, `${max} x ${max}`);
  return [Math.ceil(count / y), y, 1];
}

function checkLimits(limits: GPUSupportedLimits, op: string, bound: readonly BoundTensor[]): void {
  if (bound.length > limits.maxStorageBuffersPerShaderStage)
    throw tooLarge(op, `${bound.length} storage buffers`, `${limits.maxStorageBuffersPerShaderStage}`);
  const largest = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  for (const { name, info } of bound) {
    const bytes = byteLength(sizeOf(info.shape), isHalf(info) ? 'f16' : 'f32');
    if (bytes > largest) throw tooLarge(op, `${name} [${info.shape.join(', ')}], ${bytes} bytes`, `${largest} bytes`);
  }
}

function tooLarge(op: string, size: string, limit: string): LoamError {
  return new LoamError({
    code: 'gpu/over-limit',
    what: `${size} is more than this GPU allows (${limit})`,
    where: op,
    remedy: 'Choose a smaller batch size, context length or model.',
  });
}

function pipelineFor(device: GPUDevice, key: string, code: () => string): GPUComputePipeline {
  let cache = pipelines.get(device);
  if (!cache) pipelines.set(device, (cache = new Map()));
  let pipeline = cache.get(key);
  if (!pipeline) {
    const module = device.createShaderModule({ code: code(), label: key });
    pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' }, label: key });
    cache.set(key, pipeline);
  }
  return pipeline;
}

/** A host-made constant, uploaded once per backend and kept as long as the backend lives. */
function table(backend: WebGPUInternals, key: string, make: () => Float32Array | Int32Array): TensorInfo {
  let cache = tables.get(backend);
  if (!cache) tables.set(backend, (cache = new Map()));
  let info = cache.get(key);
  if (!info) {
    const values = make();
    info = backend.makeTensorInfo([values.length], values instanceof Int32Array ? 'int32' : 'float32', values);
    cache.set(key, info);
  }
  return info;
}

const PRELUDE = `
fn workgroup_index(id: vec3<u32>, count: vec3<u32>) -> u32 { return id.y * count.x + id.x; }
`;

function enables(asked: readonly string[], half: boolean): string[] {
  return [...new Set([...asked, ...(half ? ['f16'] : [])])].map((extension) => `enable ${extension};`);
}

/** Reads and writes of every float binding in f32, however it is stored; what a kernel does not call costs nothing. */
function accessors(bound: readonly BoundTensor[], types: BindingTypes): string {
  return bound
    .flatMap(({ name, info, writable }) => {
      const type = types[name] ?? 'f32';
      if (type !== 'f32' && type !== 'vec4f') return [];
      const stored = isHalf(info) ? (type === 'f32' ? 'f16' : 'vec4h') : '';
      const get = `fn get_${name}(i: u32) -> ${type} { return ${stored ? `${type}(${name}[i])` : `${name}[i]`}; }`;
      const put = `fn put_${name}(i: u32, value: ${type}) { ${name}[i] = ${stored ? `${stored}(value)` : 'value'}; }`;
      return writable ? [get, put] : [get];
    })
    .join('\n');
}

function storedType(info: TensorInfo, type: BindingTypes[string]): string {
  if (!isHalf(info)) return type;
  return type === 'vec4f' ? 'vec4h' : 'f16';
}

function bindings(bound: readonly BoundTensor[], types: BindingTypes, uniforms: Uniforms): string {
  const storage = bound.map(
    ({ name, info, writable }, i) =>
      `@group(0) @binding(${i}) var<storage, ${writable ? 'read_write' : 'read'}> ${name}: array<${storedType(info, types[name] ?? 'f32')}>;`,
  );
  const fields = Object.entries(uniforms).map(([name, { type }]) => `${name}: ${type},`);
  return [
    ...storage,
    `struct Uniforms { ${fields.join(' ')} }`,
    `@group(0) @binding(${bound.length}) var<uniform> u: Uniforms;`,
  ].join('\n');
}

function packed(uniforms: Uniforms): ArrayBuffer {
  const scalars = Object.values(uniforms);
  const bytes = new ArrayBuffer(Math.max(16, Math.ceil(scalars.length / 4) * 16));
  const view = new DataView(bytes);
  scalars.forEach(({ type, value }, i) => {
    if (type === 'f32') view.setFloat32(4 * i, value, true);
    else view.setUint32(4 * i, value, true);
  });
  return bytes;
}

function uploadUniforms(backend: WebGPUInternals, uniforms: Uniforms): GPUBuffer {
  const bytes = packed(uniforms);
  // The pool hands out only buffers whose commands were submitted, so this write cannot overtake a pending use.
  const buffer = backend.bufferManager.acquireBuffer(
    bytes.byteLength,
    GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM,
  );
  backend.queue.writeBuffer(buffer, 0, bytes);
  backend.uniformPendingDisposal.push(buffer);
  return buffer;
}
