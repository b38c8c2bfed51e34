import { median } from '@/base/median';
import { compilePipelines } from '../graph/pipelines';
import type { Plan } from '../graph/plan';
import { Program } from '../graph/program';
import type { Sample } from './agree';
import { type Candidate, repeated, SAMPLE, samplesOf } from './candidate';
import type { MadeUp } from './made-up';
import type { Purse } from './purse';

/** A submit lasts so long, by repetition: ten times what a submit's own time wavers by. */
export const SUBMIT_MS = 2;
const MOST_REPEATS = 256;
/** Timed submits after each warm-up. */
const TIMED = 2;
/** Times that a candidate is set up, in turn with the others. */
export const PASSES = 3;

/** Compiles the shaders of all plans in parallel, and says for each why it failed, if it did. */
export async function compileAll(device: GPUDevice, plans: readonly Plan[]): Promise<readonly (string | undefined)[]> {
  return Promise.all(
    plans.map(async ({ commands }) => {
      const nodes = commands.flatMap((command) => (command.kind === 'dispatch' ? [command.pipeline] : []));
      // All is asked of the device before the first wait, so the scope holds this plan's errors: what is wrong with a shader's text.
      device.pushErrorScope('validation');
      const compiling = compilePipelines(device, nodes);
      const told = device.popErrorScope();
      const [outcome] = await Promise.allSettled([compiling]);
      const error = await told;
      if (error) return error.message;
      return outcome.status === 'rejected' ? messageOf(outcome.reason) : undefined;
    }),
  );
}

/**
 * Runs a candidate twice: for its results, and for the time of a run that is not the first. Some drivers compile only in the first, so it is not at the
 * purse's expense; one that took more than a tenth of what is left there is not repeated.
 */
export async function check(
  device: GPUDevice,
  candidate: Candidate,
  { buffers, refill }: MadeUp,
  spent: Purse,
): Promise<{ readonly samples: readonly Sample[]; readonly ms: number }> {
  const { COPY_DST, MAP_READ } = GPUBufferUsage;
  const sample = device.createBuffer({ size: Math.max(16, candidate.sampleBytes), usage: COPY_DST | MAP_READ });
  const program = await Program.compile(candidate.checked, device, new Map([...buffers, [SAMPLE, sample]]), ONE);
  try {
    if (candidate.changesInputs) refill();
    const firstMs = await run(device, program);
    await sample.mapAsync(GPUMapMode.READ);
    const samples = samplesOf(candidate, sample.getMappedRange().slice(0));
    sample.unmap();
    const ms = firstMs > spent.leftMs / 10 ? firstMs : await spent.spend(() => run(device, program));
    return { samples, ms };
  } finally {
    program.dispose();
    sample.destroy();
  }
}

/** Milliseconds of one run of the candidate, several times measured. `onceMs`: about what it takes. Holds its memory only meanwhile. */
export async function time(
  device: GPUDevice,
  { plan }: Candidate,
  { buffers }: MadeUp,
  { onceMs, latencyMs }: { readonly onceMs: number; readonly latencyMs: number },
): Promise<number[]> {
  const repeats = Math.min(MOST_REPEATS, Math.max(1, Math.ceil(SUBMIT_MS / Math.max(onceMs, 1e-3))));
  const program = await Program.compile(repeated(plan, repeats), device, buffers, ONE);
  try {
    await run(device, program);
    const times: number[] = [];
    for (let i = 0; i < TIMED; i++) times.push(Math.max(0, (await run(device, program)) - latencyMs) / repeats);
    return times;
  } finally {
    program.dispose();
  }
}

/** What all passes of `time` will take together, about. */
export function costOf(onceMs: number, latencyMs: number): number {
  return PASSES * (1 + TIMED) * (Math.max(onceMs, SUBMIT_MS) + latencyMs);
}

/** What a submit takes in which nothing is done. */
export async function submitLatency(device: GPUDevice): Promise<number> {
  const program = await Program.compile(NOTHING, device, new Map(), ONE);
  try {
    await run(device, program);
    await run(device, program);
    const times: number[] = [];
    for (let i = 0; i < 7; i++) times.push(await run(device, program));
    return median(times);
  } finally {
    program.dispose();
  }
}

const ONE = { stepsInFlight: 1 };
const NOTHING: Plan = {
  commands: [],
  places: new Map(),
  arenaBytes: [],
  uniforms: new Uint8Array(),
  constants: new Uint8Array(),
  inputs: new Map(),
  inputBytes: 0,
  stepUniforms: [],
  outputs: new Map(),
  outputBytes: 0,
  ownBytes: 0,
  largest: [],
};

async function run(device: GPUDevice, program: Program): Promise<number> {
  const began = performance.now();
  const { results } = await program.submit();
  // These programs hand nothing back, so their results are there before the work is done.
  await Promise.all([results, device.queue.onSubmittedWorkDone()]);
  return performance.now() - began;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
