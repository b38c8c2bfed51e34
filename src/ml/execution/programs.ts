import { backend, type Tensor } from '@tensorflow/tfjs';
import { LoamError } from '@/base/errors';
import type { OnProgress } from '@/base/progress';
import { webgpuInternals } from '@/gpu/backend';
import { ArenaPool } from '@/gpu/graph/arena-pool';
import { type Plan, planRecording } from '@/gpu/graph/plan';
import { Program } from '@/gpu/graph/program';
import { record, type Tracer } from '@/gpu/graph/record';

export type Build = (tracer: Tracer) => Readonly<Record<string, Tensor>>;

/** Plans on tfjs's current WebGPU device, by key, compiled at first use over the same external buffers and sharing their memory. */
export class Programs {
  readonly device = webgpuInternals(backend()).device;
  private readonly compiled = new Map<string, Promise<Program>>();

  constructor(
    private readonly externals: Map<string, GPUBuffer>,
    private readonly arenas = new ArenaPool(webgpuInternals(backend()).device),
  ) {}

  get(key: string, build: Build, onProgress?: OnProgress): Promise<Program> {
    const known = this.compiled.get(key);
    if (known) return known;
    const made = this.compile(build, onProgress);
    this.compiled.set(key, made);
    // A failure is the caller's; the next call tries again.
    made.catch(() => this.compiled.delete(key));
    return made;
  }

  private async compile(build: Build, onProgress?: OnProgress): Promise<Program> {
    const plan = await planned(build);
    return Program.compile(plan, this.device, this.externals, {
      arenas: this.arenas,
      ...(onProgress ? { onProgress } : {}),
    });
  }

  /** More buffers, for plans to come. */
  add(name: string, buffer: GPUBuffer): void {
    this.externals.set(name, buffer);
  }

  /** A view with further externals over the same memory. */
  with(externals: ReadonlyMap<string, GPUBuffer>): Programs {
    return new Programs(new Map([...this.externals, ...externals]), this.arenas);
  }

  /** What tfjs still holds back belongs before what a program does. */
  flush(): void {
    const gpu = webgpuInternals(backend());
    if (!gpu.commandEncoder) return;
    gpu.endComputePassEncoder();
    gpu.submitQueue();
  }

  dispose(): void {
    for (const one of this.compiled.values())
      void one.then(
        (program) => program.dispose(),
        () => {},
      );
    this.compiled.clear();
  }

  disposeArenas(): void {
    this.arenas.dispose();
  }
}

/** Records and plans; takes no GPU memory. Throws LoamError `gpu/over-limit`. */
export async function planned(build: Build): Promise<Plan> {
  const { device } = webgpuInternals(backend());
  const plan = planRecording(await record(device, adapterInfoOf(), build), device.limits);
  refuseTooLarge(plan, device.limits);
  return plan;
}

/** tfjs's copy of it: all that WebGPUBackend reads. */
export function adapterInfoOf(): GPUAdapterInfo {
  return (backend() as unknown as { adapterInfo: GPUAdapterInfo }).adapterInfo; // WebGPUBackend's own field
}

function refuseTooLarge({ largest }: Plan, limits: GPUSupportedLimits): void {
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  const over = largest.filter(({ sizeBytes }) => sizeBytes > most);
  if (over.length === 0) return;
  const names = over.slice(0, 3).map(({ sizeBytes, madeBy }) => `${madeBy} (${mib(sizeBytes)})`);
  throw new LoamError({
    code: 'gpu/over-limit',
    what: `This GPU binds at most ${mib(most)}; larger are the results of ${names.join(', ')}`,
    where: 'training step',
    remedy: 'Choose a smaller batch size with gradient accumulation, a shorter context or a smaller vocabulary.',
  });
}

const mib = (bytes: number) => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MiB`;
