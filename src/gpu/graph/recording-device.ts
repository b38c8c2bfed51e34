import { setTraits, traitsOf } from '../device-traits';
import { dispatchNote } from '../scope';
import { hearStepUniforms } from '../step-number';
import { shareTuning } from '../tuning';
import type { Access, BufferNode, Command, PipelineNode } from './recording';

/**
 * A stand-in for GPUDevice on which nothing happens: it hands out virtual buffers and writes down every dispatch and copy. tfjs's own
 * WebGPUBackend runs on it unmodified, so autodiff, shape checks and WGSL of the recorded step are tfjs's. Pipelines are not compiled here;
 * `compile-program.ts` does that afterwards, asynchronously and in parallel.
 */
export class RecordingDevice {
  readonly commands: Command[] = [];
  private readonly nodes = new WeakMap<object, BufferNode>();
  private readonly byShader = new Map<string, PipelineNode>();
  private readonly pipelineNodes = new WeakMap<object, PipelineNode>();
  private readonly code = new WeakMap<object, string>();
  /** Whether a buffer holds f16, by its first use. */
  private readonly halfNodes = new WeakMap<BufferNode, boolean>();
  private nextId = 0;

  /** What tfjs takes for a GPUDevice. Only the members that a compute backend uses are there. */
  readonly device: GPUDevice;

  constructor(private readonly real: GPUDevice) {
    this.device = this.standIn();
    // The same kernels as on the device that will run them.
    setTraits(this.device, traitsOf(real));
    shareTuning(real, this.device);
    hearStepUniforms(this.device, (uniforms, contents) => {
      this.nodeOf(uniforms).now = contents;
    });
  }

  get pipelines(): PipelineNode[] {
    return [...this.byShader.values()];
  }

  /** The virtual buffer's node. Throws for a buffer of another device. */
  nodeOf(buffer: GPUBuffer): BufferNode {
    const node = this.nodes.get(buffer);
    if (!node) throw new Error('recording: a buffer that was not made by the recording device');
    return node;
  }

  /** A virtual buffer that is an external or an input of the step. */
  createNamed(role: BufferNode['role'], sizeBytes: number): GPUBuffer {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return this.createBuffer({ size: sizeBytes, usage }, role);
  }

  private standIn(): GPUDevice {
    const { real } = this;
    const device = {
      features: real.features,
      limits: sizesUnlimited(real.limits),
      lost: real.lost,
      createBuffer: (d: GPUBufferDescriptor) => this.createBuffer(d, { kind: 'temporary' }),
      createShaderModule: (d: GPUShaderModuleDescriptor) => {
        const module = {};
        this.code.set(module, d.code);
        return module;
      },
      createComputePipeline: (d: GPUComputePipelineDescriptor) => this.createPipeline(d),
      createComputePipelineAsync: async (d: GPUComputePipelineDescriptor) => this.createPipeline(d),
      createBindGroup: (d: GPUBindGroupDescriptor) => d,
      createCommandEncoder: () => this.createEncoder(),
      pushErrorScope() {},
      popErrorScope: async () => null,
      queue: {
        submit() {},
        onSubmittedWorkDone: async () => {},
        writeBuffer: (
          b: GPUBuffer,
          offset: number,
          data: ArrayBuffer | ArrayBufferView,
          dataOffset = 0,
          size?: number,
        ) => this.writeBuffer(b, offset, data, dataOffset, size),
      },
    };
    return device as unknown as GPUDevice; // a stand-in by design: the members above are all that is called
  }

  private createBuffer(d: GPUBufferDescriptor, role: BufferNode['role']): GPUBuffer {
    const node: BufferNode = { id: this.nextId++, sizeBytes: d.size, role };
    const buffer: GPUBuffer = Object.create(GPUBuffer.prototype); // tfjs asks `instanceof GPUBuffer`
    let mapped: ArrayBuffer | undefined;
    const own: Record<string, unknown> = {
      size: d.size,
      usage: d.usage,
      label: d.label ?? '',
      mapState: d.mappedAtCreation ? 'mapped' : 'unmapped',
      getMappedRange: () => (mapped ??= new ArrayBuffer(d.size)),
      unmap: () => {
        if (mapped) node.initial = new Uint8Array(mapped);
        Object.defineProperty(buffer, 'mapState', { value: 'unmapped', writable: true, configurable: true });
      },
      mapAsync: () => Promise.reject(new Error('recording: a step that waits for its own results cannot be recorded')),
      destroy: () => {},
    };
    for (const [name, value] of Object.entries(own)) {
      Object.defineProperty(buffer, name, { value, writable: true, configurable: true });
    }
    this.nodes.set(buffer, node);
    return buffer;
  }

  private writeBuffer(
    buffer: GPUBuffer,
    offset: number,
    data: ArrayBuffer | ArrayBufferView,
    dataOffset: number,
    size?: number,
  ) {
    const node = this.nodeOf(buffer);
    const view = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
    const scale = ArrayBuffer.isView(data) && 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
    const start = dataOffset * scale;
    const bytes = view.subarray(start, size === undefined ? undefined : start + size * scale);
    node.initial ??= new Uint8Array(node.sizeBytes);
    node.initial.set(bytes, offset);
  }

  private createPipeline(d: GPUComputePipelineDescriptor): GPUComputePipeline {
    const code = this.code.get(d.compute.module);
    if (code === undefined) throw new Error('recording: a shader module of another device');
    const entryPoint = d.compute.entryPoint ?? 'main';
    const constants = { ...(d.compute.constants as Record<string, number> | undefined) };
    const key = JSON.stringify([entryPoint, constants, code]);
    let node = this.byShader.get(key);
    if (!node) {
      const declared = bindingAccess(code);
      node = { id: this.byShader.size, label: d.label ?? '', code, entryPoint, constants, ...declared };
      this.byShader.set(key, node);
    }
    const pipeline = { getBindGroupLayout: () => ({}), label: node.label };
    this.pipelineNodes.set(pipeline, node);
    return pipeline as unknown as GPUComputePipeline;
  }

  private createEncoder() {
    let pipeline: PipelineNode | undefined;
    let group: GPUBindGroupDescriptor | undefined;
    const pass = {
      setPipeline: (p: object) => {
        pipeline = this.pipelineNodes.get(p);
      },
      setBindGroup: (_index: number, g: GPUBindGroupDescriptor) => {
        group = g;
      },
      dispatchWorkgroups: (x: number, y = 1, z = 1) => {
        if (!pipeline || !group) throw new Error('recording: a dispatch without pipeline or bind group');
        this.commands.push({
          kind: 'dispatch',
          pipeline,
          workgroups: [x, y, z],
          bindings: this.bindings(pipeline, group),
          note: dispatchNote(),
        });
      },
      end() {},
    };
    return {
      beginComputePass: () => pass,
      copyBufferToBuffer: (from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, sizeBytes: number) => {
        this.commands.push({
          kind: 'copy',
          from: this.nodeOf(from),
          fromOffset,
          to: this.nodeOf(to),
          toOffset,
          sizeBytes,
        });
      },
      finish: () => ({}),
    };
  }

  private bindings(pipeline: PipelineNode, group: GPUBindGroupDescriptor) {
    return [...group.entries].flatMap(({ binding, resource }) => {
      const access = pipeline.access.get(binding);
      if (!access) return []; // declared by nobody: 'auto' layouts drop it
      const { buffer, offset = 0, size } = resource as GPUBufferBinding;
      const node = this.nodeOf(buffer);
      this.checkType(node, pipeline, binding, access);
      return [{ binding, buffer: node, offset, sizeBytes: size ?? node.sizeBytes - offset, access }];
    });
  }

  /** A buffer written as f16 and read as f32, or the reverse, is wrong numbers without an error on a device: refused while recording. */
  private checkType(node: BufferNode, { halves, label }: PipelineNode, binding: number, access: Access): void {
    if (access === 'uniform') return;
    const half = halves.has(binding);
    const known = this.halfNodes.get(node);
    if (known === undefined) this.halfNodes.set(node, half);
    else if (known !== half)
      throw new Error(`recording: "${label}" takes a ${known ? 'f16' : '32-bit'} buffer for another type`);
  }
}

/** Sizes are judged by who plans the recording and knows all of them; a refusal at the first would not name the largest. */
function sizesUnlimited(limits: GPUSupportedLimits): GPUSupportedLimits {
  const unlimited = new Set<PropertyKey>(['maxBufferSize', 'maxStorageBufferBindingSize']);
  return new Proxy(limits, {
    get: (real, name) => (unlimited.has(name) ? Number.MAX_SAFE_INTEGER : Reflect.get(real, name, real)),
  });
}

/** How each binding of group 0 is declared in WGSL, and which of them hold f16. */
export function bindingAccess(code: string): { access: Map<number, Access>; halves: Set<number> } {
  const access = new Map<number, Access>();
  const halves = new Set<number>();
  const declaration =
    /((?:@\w+\(\s*\w+\s*\)\s*)+)var\s*<\s*(storage|uniform)\s*(?:,\s*(read_write|read))?\s*>\s*\w+\s*:\s*([^;]*)/g;
  for (const [, attributes = '', space, mode, type = ''] of code.matchAll(declaration)) {
    const index = /@binding\(\s*(\d+)/.exec(attributes)?.[1];
    if (index === undefined) continue;
    access.set(Number(index), space === 'uniform' ? 'uniform' : mode === 'read_write' ? 'write' : 'read');
    if (/\bf16\b|\bvec[234]h\b/.test(type)) halves.add(Number(index));
  }
  return { access, halves };
}
