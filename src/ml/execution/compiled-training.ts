import { backend, type Tensor } from '@tensorflow/tfjs';
import { webgpuInternals } from '@/gpu/backend';
import type { Plan } from '@/gpu/graph/plan';
import type { Outputs, Program } from '@/gpu/graph/program';
import type { Tracer } from '@/gpu/graph/record';
import { sortIds } from '@/gpu/ops/embedding';
import { chooseKernels } from './choose-kernels';
import { compiledModel } from './compiled-model';
import { AVERAGE, type TrainDefinition, WEIGHTS } from './definition';
import { readBuffers, toBuffers } from './device-buffers';
import { namedAll } from './eager-training';
import type { HostState } from './host-state';
import type { OpenOptions } from './open';
import { type Build, Programs, planned } from './programs';
import type { HostFigures, HostMicroBatch, HostMoment, TrainRunner } from './runner';
import { type MicroBatch, microStep, type StepMoment, trainStep, updateStep } from './train-step';

/** What changes from step to step and is not data; asked for before each replay. */
export interface Now {
  moment: HostMoment;
  seed: number;
  first: number;
}

/** The plans of a run's steps: one for a whole step, or one a micro-batch and one for the update. */
export function builds(run: TrainDefinition, now: Now): Readonly<Record<string, Build>> {
  const state = (tracer: Tracer) =>
    new Map([...run.state].map(([name, { size }]) => [name, tracer.external(name, [size])]));
  const moment: StepMoment = { step: () => now.moment.step, learningRate: () => now.moment.learningRate };
  const figures = (step: { loss: Tensor; norm: Tensor }) => ({ loss: step.loss, norm: step.norm });
  if (run.accumulation === 1)
    return { step: (tracer) => figures(trainStep(run, state(tracer), recordedBatch(run, tracer, now), moment)) };
  return {
    micro: (tracer) => {
      microStep(run, state(tracer), recordedBatch(run, tracer, now), () => now.first);
      return {};
    },
    update: (tracer) => figures(updateStep(run, state(tracer), moment)),
  };
}

/**
 * The training step recorded once and replayed: one submit a micro-batch, no tape, no tensor, no new buffer. The same tfjs code as `eager-training.ts`
 * is what is recorded. Needs tfjs's `webgpu` backend. Throws LoamError `gpu/over-limit` when a buffer would be larger than the adapter allows.
 */
export async function compiledTraining(
  run: TrainDefinition,
  first: HostState,
  { onProgress, kernels }: Pick<OpenOptions, 'onProgress' | 'kernels'> = {},
): Promise<TrainRunner> {
  const { device } = webgpuInternals(backend());
  const now: Now = { moment: { step: 1, learningRate: 0 }, seed: 0, first: 1 };
  const plans = builds(run, now);
  if (kernels) await chooseKernels(Object.values(plans), kernels, onProgress);
  const buffers = toBuffers(device, first);
  const programs = new Programs(new Map(buffers));
  const compiled: Record<string, Program> = {};
  for (const [name, build] of Object.entries(plans)) compiled[name] = await programs.get(name, build, onProgress);
  const { step, micro, update } = compiled;
  const model = compiledModel(run.model, programs, buffers.has(AVERAGE) ? AVERAGE : WEIGHTS);
  const { vocabularySize } = run.model.shape;

  return {
    model,
    async step(batches, moment) {
      programs.flush();
      const [only] = batches;
      if (step && only) {
        const { results } = await step.submit(() => {
          now.moment = moment;
          now.seed = only.dropoutSeed;
          fill(step, only.batch, vocabularySize);
        });
        return { figures: results.then(figuresOf) };
      }
      if (!micro || !update) throw new Error('a step needs its plans');
      for (const [i, one] of batches.entries())
        await micro.submit(() => {
          now.seed = one.dropoutSeed;
          now.first = i === 0 ? 1 : 0;
          fill(micro, one.batch, vocabularySize);
        });
      const { results } = await update.submit(() => {
        now.moment = moment;
      });
      return { figures: results.then(figuresOf) };
    },
    async read() {
      programs.flush();
      return namedAll(run, await readBuffers(device, buffers));
    },
    dispose() {
      model.dispose();
      programs.dispose();
      programs.disposeArenas();
      for (const buffer of buffers.values()) buffer.destroy();
    },
  };
}

/** What a run's steps will take, known before anything is allocated. */
export interface TrainingMemory {
  /** Peak bytes on the GPU: what the plans take and what the run keeps. */
  readonly totalBytes: number;
  readonly stateBytes: number;
  readonly plans: readonly Plan[];
}

/** Plans a run's steps without taking GPU memory. Throws LoamError `gpu/over-limit`. */
export async function trainingMemory(run: TrainDefinition): Promise<TrainingMemory> {
  const now: Now = { moment: { step: 1, learningRate: 0 }, seed: 0, first: 1 };
  const plans: Plan[] = [];
  for (const build of Object.values(builds(run, now))) plans.push(await planned(build));
  const stateBytes = [...run.state.values()].reduce((sum, { size }) => sum + 4 * size, 0);
  // Programs share their arenas: the largest counts.
  const arenas = Math.max(...plans.map(({ arenaBytes }) => arenaBytes.reduce((a, b) => a + b, 0)));
  const rest = plans.reduce(
    (sum, { ownBytes, arenaBytes }) => sum + ownBytes - arenaBytes.reduce((a, b) => a + b, 0),
    0,
  );
  return { totalBytes: stateBytes + arenas + rest, stateBytes, plans };
}

const INPUTS = ['ids', 'order', 'starts', 'targets'] as const;

function recordedBatch(run: TrainDefinition, tracer: Tracer, now: Now): MicroBatch {
  const { batchSize, time } = run;
  const { shape } = run.model;
  const positions = batchSize * time;
  const int = (name: (typeof INPUTS)[number], length: number): Tensor => tracer.input(name, [length], 'int32');
  const sorted = { order: int('order', positions), starts: int('starts', shape.vocabularySize + 1) };
  return {
    batch: {
      input: { ids: int('ids', positions), sorted, batchSize, time },
      targets: int('targets', positions),
      // Windows of packed text have a target everywhere.
      predicted: positions,
    },
    dropoutSeed: () => now.seed,
  };
}

/** A batch into a step's inputs. */
export function fill(program: Program, { inputs, targets }: HostMicroBatch['batch'], vocabularySize: number): void {
  const { order, starts } = sortIds(inputs, vocabularySize);
  const values = { ids: inputs, order, starts, targets };
  for (const name of INPUTS) {
    // A step may not use all of them; what nobody reads has no place.
    if (program.hasInput(name)) program.input(name).i32.set(values[name]);
  }
}

function figuresOf(outputs: Outputs): HostFigures {
  const value = (name: string) => new Float32Array(outputs.get(name) ?? new ArrayBuffer(0))[0] ?? Number.NaN;
  return [value('loss'), value('norm')];
}
