import { median } from '@/base/median';
import type { OnProgress } from '@/base/progress';
import type { Profile } from '@/schema/profile';
import type { Step } from './capture-step';
import { dispatchTimes, isCoarse, quantumOf } from './clock-readings';
import { gpuClock } from './gpu-clock';

export interface StepTimes {
  readonly timing: Profile['timing'];
  /** Of each step; absent where it could not be told. */
  readonly ms: readonly (number | undefined)[];
}

interface Limits {
  readonly budgetMs: number;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** A clock that is fine enough needs few replays; a coarse one is averaged over as many as there is time for. */
const REPLAYS = { least: 3, fine: 9, coarse: 100 };
/** A repeated dispatch lasts so long, to be measured against the time of a submit. */
const SUBMIT_MS = 2;
const MOST_REPEATS = 200;

/** Milliseconds from submit to done of the steps as training runs them (median of some replays after a first). */
export async function replayMs(device: GPUDevice, steps: readonly Step[]): Promise<number> {
  await submitted(device, steps);
  const times: number[] = [];
  for (let i = 0; i < 5; i++) times.push(await submitted(device, steps));
  return median(times);
}

/** The time of each dispatch by the GPU's clock; nothing where that clock is too coarse for the whole step. */
export async function timeByClock(
  device: GPUDevice,
  steps: readonly Step[],
  { budgetMs, onProgress, signal }: Limits,
): Promise<StepTimes | undefined> {
  const clock = gpuClock(device, steps);
  try {
    const began = performance.now();
    await clock.replay();
    const replays: Float64Array[] = [];
    for (let most = REPLAYS.fine; replays.length < most; ) {
      signal?.throwIfAborted();
      if (replays.length >= REPLAYS.least && performance.now() - began > budgetMs) break;
      onProgress?.({ label: 'Timing dispatches', done: replays.length, total: most, unit: 'steps' });
      replays.push(await clock.replay());
      if (replays.length === REPLAYS.least && isCoarse(quantumOf(replays))) most = REPLAYS.coarse;
    }
    const quantumNs = quantumOf(replays);
    if (quantumNs === 0) return undefined;
    const coarse = isCoarse(quantumNs);
    const ms = dispatchTimes(replays, coarse).values();
    return {
      timing: {
        how: coarse ? 'averaged timestamps' : 'timestamps',
        ...(coarse && { quantumNs }),
        replays: replays.length,
      },
      ms: steps.map(({ kind }) => {
        if (kind === 'copy') return undefined;
        const { value = Number.NaN } = ms.next();
        return Number.isNaN(value) ? undefined : value;
      }),
    };
  } finally {
    clock.dispose();
  }
}

/** Without that clock: each step is repeated in one submit and waited for; copies too. In order, so that each finds its data. */
export async function timeByRepeats(
  device: GPUDevice,
  steps: readonly Step[],
  { budgetMs, onProgress, signal }: Limits,
): Promise<StepTimes> {
  const empty: number[] = [];
  for (let i = 0; i < 9; i++) empty.push(await submitted(device, []));
  const latencyMs = median(empty);
  const began = performance.now();
  const rounds: number[][] = steps.map(() => []);
  let replays = 0;
  while (replays < REPLAYS.least && (replays === 0 || performance.now() - began < budgetMs)) {
    for (const [at, step] of steps.entries()) {
      signal?.throwIfAborted();
      onProgress?.({
        label: 'Timing dispatches',
        done: replays * steps.length + at,
        total: REPLAYS.least * steps.length,
        unit: 'steps',
      });
      const once = Math.max((await submitted(device, [step])) - latencyMs, SUBMIT_MS / MOST_REPEATS);
      const repeats = Math.max(1, Math.ceil(SUBMIT_MS / once));
      const all = await submitted(device, new Array<Step>(repeats).fill(step));
      rounds[at]?.push(Math.max(0, all - latencyMs) / repeats);
    }
    replays++;
  }
  return { timing: { how: 'repeated dispatches', replays }, ms: rounds.map((times) => median(times)) };
}

/** Runs steps as `Program` does, consecutive dispatches in one pass, and waits for them. */
async function submitted(device: GPUDevice, steps: readonly Step[]): Promise<number> {
  const encoder = device.createCommandEncoder();
  let pass: GPUComputePassEncoder | undefined;
  for (const step of steps) {
    if (step.kind === 'copy') {
      pass?.end();
      pass = undefined;
      encoder.copyBufferToBuffer(...step.copy);
      continue;
    }
    pass ??= encoder.beginComputePass();
    pass.setPipeline(step.pipeline);
    pass.setBindGroup(0, step.group);
    pass.dispatchWorkgroups(...step.workgroups);
  }
  pass?.end();
  const began = performance.now();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  return performance.now() - began;
}
