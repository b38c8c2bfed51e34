import type * as Tfjs from '@tensorflow/tfjs';
import { type WebGPUInternals, webgpuInternals } from '@/gpu/backend';
import { floats, input, toTensors } from '@/gpu/testing/op-case';
import { Alone } from '../quiet';
import { median } from '../statistics';
import { list, type OpBench, type Results, type Tensors } from './entry';
import { tf } from './studio-tfjs';

export type Who = 'ours' | 'stock';
export type Pass = 'forward' | 'forward + gradients';
/** Milliseconds of one pass: by the clock, and of this process's processors together, which on an adapter in software others' work disturbs less. */
interface Time {
  readonly ms: number;
  readonly processorMs: number;
}
export type Times = Readonly<Partial<Record<Who, Time>>>;
export interface OpTiming {
  readonly op: OpBench;
  readonly pass: Pass;
  readonly times: Times;
}

/** What a timed piece should take, so that the clock and the wait at its end do not count. */
const PIECE_MS = 150;
const MOST_REPEATS = 200;

/** The passes of one op, ours and tfjs's in turns, on tfjs's current WebGPU backend. Throws Error when the two do not calculate the same. */
export async function measureOp(op: OpBench, rounds: number): Promise<OpTiming[]> {
  const tensors = toTensors(op.inputs());
  const given = tf.tidy(() => op.stockInputs?.(tensors) ?? cloned(tensors));
  if (op.stock && !op.random) await compare(op, tensors, given);
  const timings: OpTiming[] = [];
  for (const pass of op.parameters ? (['forward', 'forward + gradients'] as const) : (['forward'] as const)) {
    const runs = new Map<Who, () => void>([['ours', passOf(op, op.ours, pass, tensors)]]);
    if (op.stock) runs.set('stock', passOf(op, op.stock, pass, given));
    timings.push({ op, pass, times: await inTurns(runs, rounds) });
  }
  tf.dispose([tensors, given]);
  return timings;
}

function cloned(tensors: Tensors): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensor.clone()]));
}

/** A bench of something else than what it is called is worth nothing. Both are float32 sums of at most a few thousand terms. */
async function compare(op: OpBench, tensors: Tensors, given: Tensors): Promise<void> {
  // tfjs's first: ours may change what both were made from.
  const stock = tf.tidy(() => {
    const results = list(op.stock?.(given) ?? []);
    return [...(op.asOurs?.(results) ?? results)];
  });
  const ours = tf.tidy(() => {
    const results = list(op.ours(tensors));
    return [...results, ...(op.changes ?? []).map((name) => input(tensors, name).clone())];
  });
  const [b, a] = await Promise.all([stock, ours].map((of) => Promise.all(of.map((one) => one.data<'float32'>()))));
  tf.dispose([stock, ours]);
  if (a?.length !== b?.length || !a?.every((values, i) => alike(values, b?.[i])))
    throw new Error(`${op.name} ${op.shape}: ours and tfjs's do not agree`);
}

function alike(a: Float32Array, b: Float32Array = new Float32Array()): boolean {
  const largest = b.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return a.length === b.length && a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) <= 1e-3 * largest);
}

function passOf(op: OpBench, run: (inputs: Tensors) => Results, pass: Pass, tensors: Tensors): () => void {
  if (pass === 'forward') return () => tf.dispose(tf.tidy(() => [...list(run(tensors))]));
  const one = (inputs: Tensors): Tfjs.Tensor => {
    const [y] = list(run(inputs));
    if (!y) throw new Error(`${op.name} has no result to take a gradient of`);
    return y;
  };
  const names = op.parameters ?? [];
  const parameters = names.map((name) => input(tensors, name));
  const shape = tf.tidy(() => one(tensors).shape);
  const dy = tf.tidy(() => toTensors({ dy: floats(shape.length > 0 ? shape : [1], 9) }).dy?.reshape(shape));
  const gradients = tf.grads((...changed: Tfjs.Tensor[]) =>
    one({ ...tensors, ...Object.fromEntries(changed.map((tensor, i) => [names[i] ?? '', tensor])) }),
  );
  return () => tf.dispose(tf.tidy(() => gradients(parameters, dy)));
}

async function inTurns(runs: ReadonlyMap<Who, () => void>, rounds: number): Promise<Times> {
  const repeats = new Map<Who, number>();
  for (const [who, run] of runs) {
    // Twice: the first compiles.
    await timed(run, 1);
    repeats.set(who, Math.min(MOST_REPEATS, Math.max(1, Math.ceil(PIECE_MS / (await timed(run, 1)).ms))));
  }
  const alone = new Alone();
  const times = new Map<Who, Time[]>([...runs.keys()].map((who) => [who, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [who, run] of runs) {
      const count = repeats.get(who) ?? 1;
      times.get(who)?.push(await alone.piece(() => timed(run, count)));
    }
  }
  alone.end();
  const middle = (of: readonly Time[], name: keyof Time) => median(of.map((time) => time[name]));
  return Object.fromEntries(
    [...times].map(([who, of]) => [who, { ms: middle(of, 'ms'), processorMs: middle(of, 'processorMs') }]),
  );
}

/** A run's share of `count` runs, the device's work included. */
async function timed(run: () => void, count: number): Promise<Time> {
  const gpu = webgpuInternals(tf.backend());
  await finished(gpu);
  const [began, before] = [performance.now(), process.cpuUsage()];
  for (let i = 0; i < count; i++) run();
  await finished(gpu);
  const { user, system } = process.cpuUsage(before);
  return { ms: (performance.now() - began) / count, processorMs: (user + system) / 1000 / count };
}

async function finished(gpu: WebGPUInternals): Promise<void> {
  if (gpu.commandEncoder) {
    gpu.endComputePassEncoder();
    gpu.submitQueue();
  }
  await gpu.queue.onSubmittedWorkDone();
}
