import type * as Tfjs from '@tensorflow/tfjs';
import { type WebGPUInternals, webgpuInternals } from '@/gpu/backend';
import { floats, toTensors } from '@/gpu/testing/op-case';
import { Alone } from '../quiet';
import { median } from '../statistics';
import type { OpBench, Tensors } from './entry';
import { tf } from './studio-tfjs';

export type Who = 'ours' | 'stock';
export type Pass = 'forward' | 'forward + gradients';
/** Milliseconds of one pass. */
export interface OpTiming {
  readonly op: OpBench;
  readonly pass: Pass;
  readonly ms: Readonly<Partial<Record<Who, number>>>;
}

/** What a timed piece should take, so that the clock and the wait at its end do not count. */
const PIECE_MS = 150;
const MOST_REPEATS = 200;

/** Both passes of one op, ours and tfjs's in turns, on tfjs's current WebGPU backend. Throws Error when the two do not calculate the same. */
export async function measureOp(op: OpBench, rounds: number): Promise<OpTiming[]> {
  const tensors = toTensors(op.inputs);
  const turned = Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      op.turned && op.parameters.includes(name) ? op.turned.to(tensor) : tensor.clone(),
    ]),
  );
  if (op.stock)
    await compare(
      op,
      tf.tidy(() => op.ours(tensors)),
      tf.tidy(() => {
        const result = op.stock?.(turned) ?? tf.scalar(0);
        return op.turned ? op.turned.back(result) : result;
      }),
    );
  const timings: OpTiming[] = [];
  for (const pass of ['forward', 'forward + gradients'] as const) {
    const runs = new Map<Who, () => void>([['ours', passOf(op, op.ours, pass, tensors)]]);
    if (op.stock) runs.set('stock', passOf(op, op.stock, pass, turned));
    timings.push({ op, pass, ms: await inTurns(runs, rounds) });
  }
  tf.dispose([tensors, turned]);
  return timings;
}

/** A bench of something else than what it is called is worth nothing. Both are float32 sums of at most a few thousand terms. */
async function compare(op: OpBench, ours: Tfjs.Tensor, stock: Tfjs.Tensor): Promise<void> {
  const [a, b] = await Promise.all([ours.data<'float32'>(), stock.data<'float32'>()]);
  tf.dispose([ours, stock]);
  const largest = b.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const equal =
    a.length === b.length && a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) <= 1e-3 * largest);
  if (!equal) throw new Error(`${op.name} ${op.shape}: ours and tfjs's do not agree`);
}

function passOf(op: OpBench, run: (inputs: Tensors) => Tfjs.Tensor, pass: Pass, tensors: Tensors): () => void {
  if (pass === 'forward') return () => tf.dispose(tf.tidy(() => run(tensors)));
  const parameters = op.parameters.map((name) => {
    const found = tensors[name];
    if (!found) throw new Error(`${op.name} has no input ${name}`);
    return found;
  });
  const shape = tf.tidy(() => run(tensors).shape);
  const dy = tf.tidy(() => toTensors({ dy: floats(shape.length > 0 ? shape : [1], 9) }).dy?.reshape(shape));
  const gradients = tf.grads((...given: Tfjs.Tensor[]) =>
    run({ ...tensors, ...Object.fromEntries(given.map((tensor, i) => [op.parameters[i] ?? '', tensor])) }),
  );
  return () => tf.dispose(tf.tidy(() => gradients(parameters, dy)));
}

async function inTurns(runs: ReadonlyMap<Who, () => void>, rounds: number): Promise<Partial<Record<Who, number>>> {
  const repeats = new Map<Who, number>();
  for (const [who, run] of runs) {
    // Twice: the first compiles.
    await timed(run, 1);
    repeats.set(who, Math.min(MOST_REPEATS, Math.max(1, Math.ceil(PIECE_MS / (await timed(run, 1))))));
  }
  const alone = new Alone();
  const times = new Map<Who, number[]>([...runs.keys()].map((who) => [who, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [who, run] of runs) {
      const count = repeats.get(who) ?? 1;
      times.get(who)?.push(await alone.piece(() => timed(run, count)));
    }
  }
  alone.end();
  return Object.fromEntries([...times].map(([who, of]) => [who, median(of)]));
}

/** @returns milliseconds a run, the device's work included */
async function timed(run: () => void, count: number): Promise<number> {
  const gpu = webgpuInternals(tf.backend());
  await finished(gpu);
  const began = performance.now();
  for (let i = 0; i < count; i++) run();
  await finished(gpu);
  return (performance.now() - began) / count;
}

async function finished(gpu: WebGPUInternals): Promise<void> {
  if (gpu.commandEncoder) {
    gpu.endComputePassEncoder();
    gpu.submitQueue();
  }
  await gpu.queue.onSubmittedWorkDone();
}
