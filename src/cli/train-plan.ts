import { defaultsOf, type OptionValue } from '@/base/options';
import { defaultPrepareConfig } from '@/data/prepare/default-config';
import { stepsOf } from '@/data/recipes/recipe-steps';
import { models } from '@/ml/models';
import type { ModelEntry } from '@/ml/models/entry';
import { optimizers } from '@/ml/optimizers';
import { schedules } from '@/ml/schedules';
import { trainingOptions } from '@/ml/trainer/options';
import type { ImportedTokenizer, PrepareConfig } from '@/schema/dataset';
import type { DeviceReport } from '@/schema/device';
import type { Recipe } from '@/schema/recipe';
import type { RunConfig } from '@/schema/run-config';
import { type Arguments, capital, type Flag } from './arguments';
import { suggestion } from './near-matches';
import { parseSettings, type Settings, textAugmentations } from './settings';
import { splitOf } from './split-options';
import { UsageError } from './usage-error';

/** Steps of a run without a real GPU, when none are asked for; the same as on the screen. */
const SLOW_STEPS = 300;

/** What a command line decided, before anything is known of device and data. */
export interface TrainPlan {
  readonly model: ModelEntry;
  readonly preset: string | undefined;
  readonly settings: Settings;
}

/** Flags that are short for a setting. */
const SHORT: Readonly<Record<string, string>> = {
  steps: 'steps',
  seed: 'seed',
  vocab: 'vocabularySize',
  split: 'split',
  fold: 'fold',
};

export const PLAN_FLAGS: readonly Flag[] = [
  { name: 'model', placeholder: models.ids.join('|'), help: `Model family; default ${models.ids[0]}.` },
  {
    name: 'preset',
    placeholder: 'NAME',
    help: 'Size of the model: one of the family’s presets; default the second, without a GPU the first.',
  },
  {
    name: 'steps',
    placeholder: 'N',
    help: `Optimizer steps; default ${trainingOptions.steps.default}, without a GPU ${SLOW_STEPS}. Short for --set steps=N.`,
  },
  {
    name: 'seed',
    placeholder: 'S',
    help: 'Decides first weights, order of the data, dropout. Short for --set seed=S.',
  },
  {
    name: 'vocab',
    placeholder: 'N',
    help: 'Vocabulary size; default: what suits so much text. Short for --set vocabularySize=N.',
  },
  {
    name: 'tokenizer',
    placeholder: 'FILE',
    help: 'A tokenizer.json to cut the text with, in the place of one that is trained on it.',
  },
  {
    name: 'split',
    placeholder: 'document|file|group|time|label',
    help: 'What is held out for validation: documents at random, whole files or groups, the latest, or the same share of every label. Short for --set split=...',
  },
  {
    name: 'fold',
    placeholder: 'I/K',
    help: 'Holds out fold I of K instead of a share. For k-fold cross-validation run it for each fold and average the losses. Short for --set fold=I/K.',
  },
  {
    name: 'recipe',
    placeholder: 'FILE|NAME',
    help: 'Cleaning steps: a recipe saved by the studio, or the name of one that comes with it. --set changes them.',
  },
  {
    name: 'set',
    placeholder: 'key=value',
    multiple: true,
    help: 'Any setting of the studio by its name; train --help lists them all.',
  },
];

/** Throws UsageError for what cannot be, whatever the data. */
export function planOf(given: Arguments): TrainPlan {
  const asked = given.text('model') ?? models.ids[0] ?? '';
  if (!models.has(asked))
    throw new UsageError(
      '--model',
      `There is no model family "${asked}"`,
      suggestion(asked, models.ids, `Take one of ${models.ids.join(', ')}.`),
    );
  const model = models.get(asked);
  const preset = given.text('preset');
  const presets = model.presets.map(({ id }) => id);
  if (preset !== undefined && !presets.includes(preset))
    throw new UsageError(
      '--preset',
      `${model.label} has no preset "${preset}"`,
      suggestion(preset, presets, `Take one of ${presets.join(', ')}.`),
    );
  const short = Object.entries(SHORT).flatMap(([flag, key]): [string, string][] => {
    const value = given.text(flag);
    return value === undefined ? [] : [[`--${flag}`, `${key}=${value}`]];
  });
  const settings = parseSettings(model.id, [
    ...short,
    ...given.texts('set').map((pair): [string, string] => ['--set', pair]),
  ]);
  refuseTraining(given, settings);
  return { model, preset, settings };
}

/** A tokenizer that is brought along is not trained. */
function refuseTraining(given: Arguments, { values }: Settings): void {
  if (!given.has('tokenizer')) return;
  const [option] = [...Object.keys(values.tokenizer), ...('tokenizer' in values.preparation ? ['tokenizer'] : [])];
  if (option !== undefined)
    throw new UsageError('--tokenizer', `"${option}" is for a tokenizer that is trained`, 'Leave one of the two out.');
}

/** Refuses, before the data is read, a combination that no vocabulary makes possible. Throws UsageError. */
export function refuseImpossible(plan: TrainPlan, device: DeviceReport): void {
  const { options } = runConfigOf(plan, device, '').model;
  const [problem] = plan.model.problems({ options, vocabularySize: 1024 });
  if (problem)
    throw new UsageError(
      `--set ${problem.option}`,
      capital(problem.message),
      `${problem.option} is ${options[problem.option]} here: change it or what it depends on.`,
    );
}

function modelOptions({ model, settings }: TrainPlan, preset: string | undefined): Record<string, OptionValue> {
  const chosen = model.presets.find(({ id }) => id === preset);
  return { ...defaultsOf(model.options), ...chosen?.options, ...settings.values.model };
}

/** The run's settings in full. Without a GPU, and nothing asked for, the smallest model and a short run. */
export function runConfigOf(plan: TrainPlan, device: DeviceReport, datasetName: string): RunConfig {
  const { model, settings } = plan;
  const slow = device.kind === 'cpu' || device.software;
  const [smallest, usual = smallest] = model.presets;
  const preset = plan.preset ?? (slow ? smallest : usual)?.id ?? '';
  const { values } = settings;
  return {
    version: 1,
    name: `${model.label} ${preset} on ${datasetName}`,
    model: { id: model.id, options: modelOptions(plan, preset) },
    optimizer: {
      id: settings.optimizer,
      options: { ...defaultsOf(optimizers.get(settings.optimizer).options), ...values.optimizer },
    },
    schedule: {
      id: settings.schedule,
      options: { ...defaultsOf(schedules.get(settings.schedule).options), ...values.schedule },
    },
    training: {
      ...defaultsOf(trainingOptions),
      ...model.presets.find(({ id }) => id === preset)?.training,
      ...(slow ? { steps: SLOW_STEPS } : {}),
      ...values.training,
    },
  };
}

/** How the text is prepared: the defaults for so much of it, and what was set. */
export function prepareConfigOf(
  { settings }: TrainPlan,
  textBytes: number,
  {
    recipe,
    importedTokenizer,
  }: { recipe?: Recipe | undefined; importedTokenizer?: ImportedTokenizer | undefined } = {},
): PrepareConfig {
  const usual = defaultPrepareConfig(textBytes);
  const augment = augmentOf(settings.values.augmentation);
  const { cleaning, preparation, tokenizer } = settings.values;
  return {
    ...usual,
    steps: (recipe ? stepsOf(recipe) : usual.steps).map((step) => ({
      id: step.id,
      on: cleaning[step.id] === undefined ? step.on : cleaning[step.id] === true,
      options: Object.fromEntries(
        Object.entries(step.options).map(([name, value]) => [name, cleaning[`${step.id}.${name}`] ?? value]),
      ),
    })),
    ...(augment.settings.length > 0 ? { augment } : {}),
    split: splitOf(preparation, usual.split),
    tokenizer: {
      id: settings.tokenizer,
      options: { ...(settings.tokenizer === usual.tokenizer.id ? usual.tokenizer.options : {}), ...tokenizer },
    },
    ...(importedTokenizer ? { importedTokenizer } : {}),
  };
}

/** The augmentations that were switched on. */
function augmentOf(values: Readonly<Record<string, OptionValue>>): NonNullable<PrepareConfig['augment']> {
  const number = (name: string, usual: number) => (typeof values[name] === 'number' ? values[name] : usual);
  return {
    seed: number('augmentSeed', 1),
    most: number('augmentMost', 2),
    settings: textAugmentations()
      .filter(({ id }) => values[id] === true)
      .map(({ id, options }) => ({
        id,
        on: true,
        options: Object.fromEntries(
          Object.entries(defaultsOf(options)).map(([name, value]) => [name, values[`${id}.${name}`] ?? value]),
        ),
      })),
  };
}
