import { useMemo } from 'react';
import type { ErrorReport } from '@/base/errors';
import { models } from '@/ml/models';
import type { ModelShape } from '@/ml/models/entry';
import { type MemoryEstimate, memoryEstimate, parameterCount } from '@/ml/models/estimate';
import { type FitProblem, fits } from '@/ml/models/fits';
import { optimizers } from '@/ml/optimizers';
import type { DeviceReport } from '@/schema/device';
import type { TrainingPlan } from '@/schema/training-plan';
import type { DataState } from './data-store';
import { useDataStore } from './data-store';
import { useDeviceStore } from './device-store';
import { usePlan } from './plan-store';
import { type SettingsState, useSettingsStore } from './settings-store';

/** What the settings come to on the data and the device at hand. */
export interface ModelFacts {
  readonly shape: ModelShape;
  /** From the prepared data; an assumption before there are any. */
  readonly vocabularyKnown: boolean;
  readonly parameters: number;
  /** A formula, at once. */
  readonly memory: MemoryEstimate;
  /** The truth, some tenths of a second later: what the recorded step takes on the GPU. */
  readonly plan?: TrainingPlan | undefined;
  readonly flopsPerToken: number;
  readonly tokensPerStep: number;
  readonly steps: number;
  readonly totalFlops: number;
  /** Why the adapter refuses; empty when it fits or is not known yet. */
  readonly refusals: readonly FitProblem[];
}

const number = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

export function modelFacts(
  { model, optimizer, training }: Pick<SettingsState, 'model' | 'optimizer' | 'training'>,
  vocabularySize: number | undefined,
  report: DeviceReport | undefined,
): ModelFacts {
  const entry = models.get(model.id);
  const shape = { options: model.options, vocabularySize: vocabularySize ?? 1024 };
  const batchSize = number(training.batchSize, 1);
  const accumulation = number(training.accumulation, 1);
  const steps = number(training.steps, 0);
  const memory = memoryEstimate(entry, shape, {
    batchSize,
    accumulation,
    optimizerSlots: optimizers.get(optimizer.id).slots.length,
  });
  const tokensPerStep = batchSize * accumulation * number(model.options.contextLength, 1);
  const flopsPerToken = entry.flopsPerToken(shape);
  return {
    shape,
    vocabularyKnown: vocabularySize !== undefined,
    parameters: parameterCount(entry, shape),
    memory,
    flopsPerToken,
    tokensPerStep,
    steps,
    totalFlops: flopsPerToken * tokensPerStep * steps,
    refusals: report ? fits(memory, report) : [],
  };
}

/** The vocabulary of the prepared data, or the size that the preparation will give. */
export function expectedVocabulary({ dataset, config }: Pick<DataState, 'dataset' | 'config'>): number | undefined {
  if (dataset) return dataset.tokenizer.vocabularySize;
  const { vocabularySize } = config.tokenizer.options;
  return typeof vocabularySize === 'number' ? vocabularySize : undefined;
}

/** Several parts of the screen ask for the same facts at every turn: the last answer is kept. */
let kept: { readonly asked: readonly unknown[]; readonly facts: ModelFacts } | undefined;
function factsOf(...[settings, vocabulary, report]: Parameters<typeof modelFacts>): ModelFacts {
  const asked = [settings.model, settings.optimizer, settings.training, vocabulary, report];
  if (!kept?.asked.every((value, i) => value === asked[i]))
    kept = { asked, facts: modelFacts(settings, vocabulary, report) };
  return kept.facts;
}

export function useModelFacts(): ModelFacts {
  const vocabulary = useDataStore(expectedVocabulary);
  const report = useDeviceStore((state) => state.report);
  const model = useSettingsStore((state) => state.model);
  const optimizer = useSettingsStore((state) => state.optimizer);
  const training = useSettingsStore((state) => state.training);
  const facts = factsOf({ model, optimizer, training }, vocabulary, report);
  const { plan, problem } = usePlan({ model, optimizer, training }, facts.shape.vocabularySize);
  return useMemo(() => withPlan(facts, plan, problem), [facts, plan, problem]);
}

/** A plan that the adapter refuses is one more refusal, with the largest tensors named. */
export function withPlan(facts: ModelFacts, plan?: TrainingPlan, problem?: ErrorReport): ModelFacts {
  if (!plan && problem?.code !== 'gpu/over-limit') return facts;
  const refusal = problem && {
    limit: 'plan',
    allowedBytes: 0,
    wantedBytes: 0,
    what: problem.what,
    remedy: problem.remedy,
  };
  return { ...facts, plan, refusals: refusal ? [refusal, ...facts.refusals] : facts.refusals };
}

/** What is missing before a run can start: one short sentence, or nothing. Shown beside every disabled Train button. */
export function missingForTraining(data: DataState, facts: ModelFacts): string | undefined {
  if (data.imports.length > 0) return 'Reading your files';
  if (data.sources.length === 0) return 'Add some text first';
  if (data.preparing) return 'Preparing the text';
  if (data.error || data.failure) return 'The text could not be prepared';
  if (data.cancelled) return 'Preparation was cancelled';
  if (!data.fresh || !data.dataset) return 'Preparing the text';
  const context = number(facts.shape.options.contextLength, 0);
  const tokens = Math.min(data.dataset.train.tokens, data.dataset.validation.tokens);
  if (tokens <= context)
    return `The ${data.dataset.train.tokens <= context ? 'training' : 'validation'} text has ${tokens} tokens; the context wants more than ${context}`;
  return facts.refusals.length > 0 ? 'This model is too large for this machine' : undefined;
}

export function useMissingForTraining(): string | undefined {
  const facts = useModelFacts();
  return useDataStore((data) => missingForTraining(data, facts));
}

/** Tokens per parameter at which a model of a given size is best trained (Hoffmann et al. 2022, table 3). */
export const TOKENS_PER_PARAMETER = 20;
