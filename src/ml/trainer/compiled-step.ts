import { backend, engine, type Tensor, type Tensor1D, type Variable } from '@tensorflow/tfjs';
import { LoamError } from '@/base/errors';
import type { OnProgress } from '@/base/progress';
import { webgpuInternals } from '@/gpu/backend';
import { type Plan, planRecording } from '@/gpu/graph/plan';
import { type Outputs, Program } from '@/gpu/graph/program';
import { record, type Tracer } from '@/gpu/graph/record';
import { sortIds } from '@/gpu/ops/embedding';
import type { HostMicroBatch, StepFigures, StepMoment, StepPlan, StepRunner } from './step-runner';
import { type MicroBatch, type Trainee, trainStep } from './train-step';

interface Now {
  moment: StepMoment;
  seeds: readonly number[];
}

/** The training step's plan and the place of what changes by step. Takes no GPU memory: the plan knows what the step will take. */
export async function plannedStep(run: StepPlan): Promise<{ plan: Plan; now: Now }> {
  const { device } = webgpuInternals(backend());
  const now: Now = { moment: { step: 1, learningRate: 0 }, seeds: [] };
  const recording = await record(device, adapterInfo(), (tracer) => {
    const standIn = standInFor(run.trainee, tracer);
    const micro = Array.from({ length: run.accumulation }, (_, i) =>
      recordedBatch(run, tracer, i, () => now.seeds[i] ?? 0),
    );
    const figures = trainStep(standIn.trainee, micro, {
      step: () => now.moment.step,
      learningRate: () => now.moment.learningRate,
      gradientClip: run.gradientClip,
      dropoutRate: run.dropoutRate,
    });
    standIn.dispose();
    return { figures };
  });
  const plan = planRecording(recording, device.limits);
  refuseTooLarge(plan.largest, device.limits);
  return { plan, now };
}

/**
 * The training step recorded once and replayed: one submit a step, no tape, no tensor, no new buffer. The same tfjs code as `eager-step.ts` is what
 * is recorded, and the variables' own GPU buffers are what the replay changes, so evaluation and generation see its weights without a copy.
 * Needs tfjs's `webgpu` backend. Throws LoamError `gpu/over-limit` when a buffer would be larger than the adapter allows.
 */
export async function compiledStep(run: StepPlan, onProgress?: OnProgress): Promise<StepRunner> {
  const gpu = webgpuInternals(backend());
  const { device } = gpu;
  const { plan, now } = await plannedStep(run);
  const variables = named(run.trainee);
  const externals = new Map<string, GPUBuffer>();
  for (const [name, variable] of variables) {
    gpu.uploadToGPU(variable.dataId);
    const { resource } = gpu.tensorMap.get(variable.dataId);
    if (!resource) throw new Error(`${name} has no GPU buffer`);
    externals.set(name, resource);
  }
  const program = await Program.compile(plan, device, externals, onProgress ? { onProgress } : {});

  return {
    async run(micro, moment) {
      now.moment = moment;
      now.seeds = micro.map(({ dropoutSeed }) => dropoutSeed);
      micro.forEach(({ batch }, i) => {
        fill(program, batch, i, run.trainee.model.shape.vocabularySize);
      });
      // What tfjs still holds back (an evaluation, a read) belongs before this step.
      if (gpu.commandEncoder) {
        gpu.endComputePassEncoder();
        gpu.submitQueue();
      }
      const { results } = await program.submit();
      // Values that tfjs read and kept are those of an earlier step now.
      for (const variable of variables.values()) gpu.tensorMap.get(variable.dataId).values = null;
      return { figures: results.then(figuresOf) };
    },
    dispose: () => program.dispose(),
  };
}

/** All that a step changes in place, by the names under which the recording knows it. */
function named({ model, optimizer }: Trainee): Map<string, Variable> {
  const all = new Map<string, Variable>();
  for (const [name, variable] of model.parameters) all.set(name, variable);
  for (const [name, state] of optimizer.state)
    state.forEach((variable, slot) => {
      all.set(`${slot}/${name}`, variable);
    });
  return all;
}

/** The same trainee over tensors that exist only in the recording. */
function standInFor({ model, optimizer, decayed }: Trainee, tracer: Tracer): { trainee: Trainee; dispose(): void } {
  const made: Variable[] = [];
  const variable = (name: string, shape: readonly number[]): Variable => {
    const made1 = engine().makeVariable(tracer.external(name, shape), true) as Variable; // what it makes is a Variable
    made.push(made1);
    return made1;
  };
  const parameters = new Map([...model.parameters].map(([name, v]) => [name, variable(name, v.shape)]));
  const state = new Map(
    [...optimizer.state].map(([name, slots]) => [name, slots.map((v, slot) => variable(`${slot}/${name}`, v.shape))]),
  );
  return {
    trainee: { model: { ...model, parameters }, optimizer: { ...optimizer, state }, decayed },
    dispose: () => {
      for (const v of made) v.dispose();
    },
  };
}

const INPUTS = ['ids', 'order', 'starts', 'targets'] as const;
const inputName = (kind: (typeof INPUTS)[number], micro: number) => `${kind} ${micro}`;

function recordedBatch(run: StepPlan, tracer: Tracer, micro: number, dropoutSeed: () => number): MicroBatch {
  const { batchSize, contextLength: time } = run;
  const positions = batchSize * time;
  const int = (kind: (typeof INPUTS)[number], length: number): Tensor =>
    tracer.input(inputName(kind, micro), [length], 'int32');
  const sorted = { order: int('order', positions), starts: int('starts', run.trainee.model.shape.vocabularySize + 1) };
  return {
    batch: {
      input: { ids: int('ids', positions), sorted, batchSize, time },
      targets: int('targets', positions) as Tensor1D, // of one dimension, as its shape says
      // Windows of packed text have a target everywhere.
      predicted: positions,
    },
    dropoutSeed,
  };
}

function fill(
  program: Program,
  { inputs, targets }: HostMicroBatch['batch'],
  micro: number,
  vocabularySize: number,
): void {
  const { order, starts } = sortIds(inputs, vocabularySize);
  const values = { ids: inputs, order, starts, targets };
  for (const kind of INPUTS) {
    const name = inputName(kind, micro);
    // A step may not use all of them; what nobody reads has no place.
    if (program.hasInput(name)) program.input(name).i32.set(values[kind]);
  }
}

function figuresOf(outputs: Outputs): StepFigures {
  const [loss = Number.NaN, norm = Number.NaN] = new Float32Array(outputs.get('figures') ?? new ArrayBuffer(0));
  return [loss, norm];
}

function adapterInfo(): GPUAdapterInfo {
  return (backend() as unknown as { adapterInfo: GPUAdapterInfo }).adapterInfo; // tfjs's copy of it: all that WebGPUBackend reads
}

function refuseTooLarge(largest: readonly { sizeBytes: number; madeBy: string }[], limits: GPUSupportedLimits): void {
  const [first] = largest;
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  if (!first || first.sizeBytes <= most) return;
  throw new LoamError({
    code: 'gpu/over-limit',
    what: `A tensor of ${first.madeBy} needs ${first.sizeBytes} bytes where this GPU allows ${most}`,
    where: 'training step',
    remedy: 'Choose a smaller batch size, context length or vocabulary.',
  });
}
