import { backend, getBackend, type Tensor } from '@tensorflow/tfjs';
import { webgpuInternals } from './backend';
import type { ElementType } from './element-types';

/** A tensor that a tuner makes up. */
export interface WorkloadInput {
  readonly shape: readonly number[];
  /** f32 where not given. */
  readonly type?: ElementType;
  /** Contents where any will not do (ids, offsets, squares); else floats are normal numbers and integers zeros. */
  values?(): Float32Array | Int32Array;
}

/** Tensors of such shapes and types, and what to do with them: what a tuner times. All that `run` returns is compared between candidates. */
export interface Workload {
  readonly inputs: Readonly<Record<string, WorkloadInput>>;
  run(inputs: Readonly<Record<string, Tensor>>): Tensor | readonly Tensor[];
}

/** A decision between ways of computing the same. Candidates are plain JSON, so that decisions can be kept. */
export interface Choice<C> {
  /** Unique over everything that decides which candidate is fastest: op, layout, sizes, element types. */
  readonly key: string;
  /** The first is taken where nothing has been measured. */
  readonly candidates: readonly C[];
  workload(): Workload;
}

/** What was decided on a device, and what was asked for and is not decided yet. */
export class Tuning {
  private readonly decided = new Map<string, string>();
  private forced: { readonly key: string; readonly candidate: string } | undefined;
  /** Choices met since the last `takeOpen` that have several candidates and no decision. */
  private readonly open = new Map<string, Choice<unknown>>();

  choose<C>(choice: Choice<C>): C {
    const [first] = choice.candidates;
    if (first === undefined) throw new Error(`${choice.key}: no candidate`);
    if (choice.candidates.length === 1) return first;
    const wanted = this.forced?.key === choice.key ? this.forced.candidate : this.decided.get(choice.key);
    const taken = choice.candidates.find((candidate) => JSON.stringify(candidate) === wanted);
    if (taken !== undefined) return taken;
    // Nothing was decided, or an earlier version decided for what is no longer offered.
    this.open.set(choice.key, choice);
    return first;
  }

  decide(key: string, candidate: unknown): void {
    this.decided.set(key, JSON.stringify(candidate));
    this.open.delete(key);
  }

  /** Runs with one candidate taken whatever was decided. */
  force<T>(key: string, candidate: unknown, run: () => T): T {
    const before = this.forced;
    this.forced = { key, candidate: JSON.stringify(candidate) };
    try {
      return run();
    } finally {
      this.forced = before;
    }
  }

  /** The choices met and not decided since the last call. What a tuner leaves undecided it puts back with `choose`. */
  takeOpen(): Choice<unknown>[] {
    const taken = [...this.open.values()];
    this.open.clear();
    return taken;
  }

  toJSON(): Record<string, string> {
    return Object.fromEntries(this.decided);
  }

  load(decisions: Readonly<Record<string, string>>): void {
    for (const [key, candidate] of Object.entries(decisions)) this.decided.set(key, candidate);
  }
}

const tunings = new WeakMap<GPUDevice, Tuning>();

export function tuningOf(device: GPUDevice): Tuning {
  let tuning = tunings.get(device);
  if (!tuning) tunings.set(device, (tuning = new Tuning()));
  return tuning;
}

/** A recording device decides as the device that it stands in for. */
export function shareTuning(from: GPUDevice, to: GPUDevice): void {
  tunings.set(to, tuningOf(from));
}

/** Decides on tfjs's current backend; the cpu backend takes the first candidate. */
export function choose<C>(choice: Choice<C>): C {
  const [first] = choice.candidates;
  if (getBackend() !== 'webgpu' && first !== undefined) return first;
  return tuningOf(webgpuInternals(backend()).device).choose(choice);
}
