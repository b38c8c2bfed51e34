import { LoamError } from '@/base/errors';
import { type OptionProblem, type OptionSpecs, type OptionValues, parseOptions } from '@/base/options';
import type { RunConfig } from '@/schema/run-config';
import { models } from '../models';
import type { ModelEntry, ModelShape } from '../models/entry';
import { optimizers } from '../optimizers';
import type { OptimizerEntry } from '../optimizers/entry';
import { schedules } from '../schedules';
import type { ScheduleEntry } from '../schedules/entry';
import { type TrainingOptions, trainingOptions } from './options';

/** A run's settings, checked and with defaults filled in. */
export interface ResolvedConfig {
  readonly model: ModelEntry;
  readonly shape: ModelShape;
  readonly contextLength: number;
  readonly optimizer: { readonly entry: OptimizerEntry; readonly options: RunConfig['optimizer']['options'] };
  readonly schedule: { readonly entry: ScheduleEntry; readonly options: RunConfig['schedule']['options'] };
  readonly training: TrainingOptions;
}

/**
 * Pure. Throws LoamError `registry/unknown` for an id that does not exist and `run/bad-option` for values that are not allowed, alone or
 * together; the error names the first, the rest follow in its sentence.
 */
export function resolveConfig(config: RunConfig, vocabularySize: number): ResolvedConfig {
  const model = models.get(config.model.id);
  const optimizer = optimizers.get(config.optimizer.id);
  const schedule = schedules.get(config.schedule.id);
  const modelOptions = parseOptions(model.options, config.model.options);
  const shape: ModelShape = { options: modelOptions.values, vocabularySize };
  const combined = modelOptions.problems.length > 0 ? modelOptions.problems : model.problems(shape);
  refuse('model', combined);
  const contextLength = shape.options.contextLength;
  if (typeof contextLength !== 'number') throw new Error(`${model.id} declares no contextLength`);
  return {
    model,
    shape,
    contextLength,
    optimizer: { entry: optimizer, options: checked('optimizer', optimizer.options, config.optimizer.options) },
    schedule: { entry: schedule, options: checked('schedule', schedule.options, config.schedule.options) },
    training: checked('training', trainingOptions, config.training),
  };
}

function checked<S extends OptionSpecs>(part: string, specs: S, raw: RunConfig['training']): OptionValues<S> {
  const { values, problems } = parseOptions(specs, raw);
  refuse(part, problems);
  return values;
}

function refuse(part: string, problems: readonly OptionProblem[]): void {
  if (problems.length === 0) return;
  throw new LoamError({
    code: 'run/bad-option',
    what: problems.map((p) => `${p.option}: ${p.message}`).join('; '),
    where: `${part} settings`,
    remedy: 'Change these values.',
  });
}
