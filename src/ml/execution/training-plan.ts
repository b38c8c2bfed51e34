import type { Plan } from '@/gpu/graph/plan';
import type { TrainingPlan } from '@/schema/training-plan';
import { trainingMemory } from './compiled-training';
import type { TrainDefinition } from './definition';

/** Records and plans a run's step on tfjs's WebGPU device; takes no GPU memory. Throws LoamError `gpu/over-limit` with the largest tensors named. */
export async function planTraining(run: TrainDefinition): Promise<TrainingPlan> {
  const { totalBytes, stateBytes, plans } = await trainingMemory(run);
  const [first, ...rest] = plans.map(dispatchesOf);
  return {
    totalBytes,
    stateBytes,
    dispatches: (first ?? 0) * run.accumulation + rest.reduce((a, b) => a + b, 0),
    submits: run.accumulation + rest.length,
    largest: largestOf(plans),
  };
}

/** Five names, each with its largest tensor. */
function largestOf(plans: readonly Plan[]): { name: string; bytes: number }[] {
  const byName = new Map<string, number>();
  for (const { sizeBytes, madeBy } of plans.flatMap((plan) => plan.largest))
    byName.set(madeBy, Math.max(byName.get(madeBy) ?? 0, sizeBytes));
  return [...byName]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 5);
}

function dispatchesOf({ commands }: Plan): number {
  return commands.filter(({ kind }) => kind === 'dispatch').length;
}
