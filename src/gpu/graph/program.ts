import type { OnProgress } from '@/base/progress';
import type { ArenaPool } from './arena-pool';
import { compilePipelines } from './pipelines';
import type { Place, Plan } from './plan';
import type { BufferNode } from './recording';

interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}
interface Copy {
  readonly from: GPUBuffer;
  readonly fromOffset: number;
  readonly to: GPUBuffer;
  readonly toOffset: number;
  readonly sizeBytes: number;
}
type Step = Dispatch | Copy;

export type Outputs = ReadonlyMap<string, ArrayBuffer>;

/**
 * A plan on a device: bind groups made once, a step is one write of the inputs, one encoder, one submit. Results come back through a ring
 * of staging buffers and are never waited for in the loop; a slot of the ring is one step in flight.
 */
export class Program {
  private readonly inputHost: ArrayBuffer;
  private readonly free: GPUBuffer[];
  private readonly waiting: ((slot: GPUBuffer) => void)[] = [];

  private constructor(
    private readonly device: GPUDevice,
    private readonly plan: Plan,
    private readonly steps: readonly Step[],
    private readonly outputCopies: readonly Omit<Copy, 'to'>[],
    private readonly inputBuffer: GPUBuffer | undefined,
    private readonly owned: readonly GPUBuffer[],
    ring: GPUBuffer[],
  ) {
    this.inputHost = new ArrayBuffer(plan.inputBytes);
    this.free = [...ring];
  }

  /** `externals` are the caller's buffers by the names used while recording. */
  static async compile(
    plan: Plan,
    device: GPUDevice,
    externals: ReadonlyMap<string, GPUBuffer>,
    options: { stepsInFlight?: number; onProgress?: OnProgress; arenas?: ArenaPool } = {},
  ): Promise<Program> {
    const used = plan.commands.flatMap((c) => (c.kind === 'dispatch' ? [c.pipeline] : []));
    const pipelines = await compilePipelines(device, used, options.onProgress);

    const { STORAGE, COPY_SRC, COPY_DST, UNIFORM, MAP_READ } = GPUBufferUsage;
    const owned: GPUBuffer[] = [];
    const make = (size: number, usage: number, contents?: Uint8Array) => {
      const buffer = device.createBuffer({ size: Math.max(size, 16), usage, mappedAtCreation: contents !== undefined });
      if (contents) {
        new Uint8Array(buffer.getMappedRange()).set(contents);
        buffer.unmap();
      }
      owned.push(buffer);
      return buffer;
    };
    const arenas =
      options.arenas?.take(plan.arenaBytes) ?? plan.arenaBytes.map((size) => make(size, STORAGE | COPY_SRC | COPY_DST));
    const uniforms = make(plan.uniforms.length, UNIFORM | COPY_DST, plan.uniforms);
    const constants = make(plan.constants.length, STORAGE | COPY_SRC | COPY_DST, plan.constants);
    const inputs = make(plan.inputBytes, STORAGE | UNIFORM | COPY_SRC | COPY_DST);

    const at = (node: BufferNode): { buffer: GPUBuffer; offset: number } => {
      const place: Place | undefined = plan.places.get(node);
      if (!place) throw new Error(`program: buffer ${node.id} has no place`);
      switch (place.in) {
        case 'external': {
          const buffer = externals.get(place.name);
          if (!buffer) throw new Error(`program: no buffer was given for "${place.name}"`);
          return { buffer, offset: place.offset };
        }
        case 'arena': {
          const buffer = arenas[place.arena];
          if (!buffer) throw new Error('program: lost an arena');
          return { buffer, offset: place.offset };
        }
        case 'uniforms':
          return { buffer: uniforms, offset: place.offset };
        case 'constants':
          return { buffer: constants, offset: place.offset };
        case 'inputs':
          return { buffer: inputs, offset: place.offset };
      }
    };

    const groups = new Map<string, GPUBindGroup>();
    const bufferIds = new Map<GPUBuffer, number>();
    const idOf = (buffer: GPUBuffer) => {
      const id = bufferIds.get(buffer) ?? bufferIds.size;
      bufferIds.set(buffer, id);
      return id;
    };
    const steps = plan.commands.map((command): Step => {
      if (command.kind === 'copy') {
        const from = at(command.from);
        const to = at(command.to);
        return {
          from: from.buffer,
          fromOffset: from.offset + command.fromOffset,
          to: to.buffer,
          toOffset: to.offset + command.toOffset,
          sizeBytes: command.sizeBytes,
        };
      }
      const pipeline = pipelines.get(command.pipeline);
      if (!pipeline) throw new Error('program: lost a pipeline');
      const entries = command.bindings.map((b) => {
        const { buffer, offset } = at(b.buffer);
        return {
          binding: b.binding,
          resource: { buffer, offset: offset + b.offset, size: Math.ceil(b.sizeBytes / 4) * 4 },
        };
      });
      const key = JSON.stringify([
        command.pipeline.id,
        entries.map((e) => [e.binding, idOf(e.resource.buffer), e.resource.offset, e.resource.size]),
      ]);
      let group = groups.get(key);
      if (!group) {
        group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
        groups.set(key, group);
      }
      return { pipeline, group, workgroups: command.workgroups };
    });

    const outputCopies = [...plan.outputs.values()].map(({ node, offset }) => {
      const from = at(node);
      return {
        from: from.buffer,
        fromOffset: from.offset,
        toOffset: offset,
        sizeBytes: Math.ceil(node.sizeBytes / 4) * 4,
      };
    });
    const ring = Array.from({ length: options.stepsInFlight ?? 3 }, () =>
      device.createBuffer({ size: Math.max(plan.outputBytes, 8), usage: COPY_DST | MAP_READ }),
    );
    owned.push(...ring);
    return new Program(device, plan, steps, outputCopies, plan.inputBytes > 0 ? inputs : undefined, owned, ring);
  }

  /** Host memory of a step input; fill it, then call `submit`. Contents stay from step to step. */
  input(name: string): { f32: Float32Array; i32: Int32Array; u32: Uint32Array } {
    const range = this.plan.inputs.get(name);
    if (!range) throw new Error(`program: the step has no input "${name}"`);
    const { offset, sizeBytes } = range;
    const length = sizeBytes / 4;
    return {
      f32: new Float32Array(this.inputHost, offset, length),
      i32: new Int32Array(this.inputHost, offset, length),
      u32: new Uint32Array(this.inputHost, offset, length),
    };
  }

  hasInput(name: string): boolean {
    return this.plan.inputs.has(name);
  }

  /** Resolves when another step may be submitted. */
  private async slot(): Promise<GPUBuffer> {
    const free = this.free.pop();
    if (free) return free;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /**
   * Runs one step. Resolves once it is submitted (waiting only when the ring is full); `results` resolves when the GPU is done with it.
   * @param prepare fills inputs and sets what changes by step; called when it is this call's turn, so that calls need not wait for each other
   */
  async submit(prepare?: () => void): Promise<{ results: Promise<Outputs> }> {
    const slot = await this.slot();
    prepare?.();
    for (const { offset, contents } of this.plan.stepUniforms)
      new Uint8Array(this.inputHost, offset).set(new Uint8Array(contents()));
    if (this.inputBuffer) this.device.queue.writeBuffer(this.inputBuffer, 0, this.inputHost);
    const encoder = this.device.createCommandEncoder();
    let pass: GPUComputePassEncoder | undefined;
    let bound: GPUComputePipeline | undefined;
    for (const step of this.steps) {
      if ('from' in step) {
        pass?.end();
        pass = undefined;
        bound = undefined;
        encoder.copyBufferToBuffer(step.from, step.fromOffset, step.to, step.toOffset, step.sizeBytes);
        continue;
      }
      pass ??= encoder.beginComputePass();
      if (bound !== step.pipeline) pass.setPipeline(step.pipeline);
      bound = step.pipeline;
      pass.setBindGroup(0, step.group);
      pass.dispatchWorkgroups(...step.workgroups);
    }
    pass?.end();
    for (const c of this.outputCopies) encoder.copyBufferToBuffer(c.from, c.fromOffset, slot, c.toOffset, c.sizeBytes);
    this.device.queue.submit([encoder.finish()]);
    return { results: this.readBack(slot) };
  }

  private async readBack(slot: GPUBuffer): Promise<Outputs> {
    await slot.mapAsync(GPUMapMode.READ);
    const mapped = slot.getMappedRange();
    const outputs = new Map<string, ArrayBuffer>();
    for (const [name, { node, offset }] of this.plan.outputs) {
      outputs.set(name, mapped.slice(offset, offset + node.sizeBytes));
    }
    slot.unmap();
    const next = this.waiting.shift();
    if (next) next(slot);
    else this.free.push(slot);
    return outputs;
  }

  dispose(): void {
    for (const buffer of this.owned) buffer.destroy();
  }
}
