import type { OptionSpec, OptionSpecs, OptionValue } from '@/base/options';
import type { Entry, Registry } from '@/base/registry';
import { augmentations } from '@/data/augment';
import { cleaningSteps } from '@/data/cleaning';
import { TEXT_KINDS } from '@/data/prepare/text-kinds';
import { tokenizers } from '@/data/tokenizers';
import { models } from '@/ml/models';
import { optimizers } from '@/ml/optimizers';
import { schedules } from '@/ml/schedules';
import { trainingOptions } from '@/ml/trainer/options';
import type { Mapping } from '@/schema/shape';
import { checkValue } from './arguments';
import { COLUMNS_HELP, mappingOf } from './mapping-flag';
import { nearMatches } from './near-matches';
import { splitOptions } from './split-options';
import { UsageError } from './usage-error';

type Values = Readonly<Record<string, OptionValue>>;

/** What `--set` decided, by part; only what was given. */
export interface Settings {
  readonly optimizer: string;
  readonly schedule: string;
  readonly tokenizer: string;
  readonly values: Readonly<Record<Part, Values>>;
  /** What the columns of tables and JSON are, where that was given; otherwise it is proposed. */
  readonly mapping?: Mapping;
}
/** Kinds of options, each with its own names. `preparation` has the share held out; `cleaning` and `augmentation` a switch for each entry. */
export type Part =
  | 'preparation'
  | 'cleaning'
  | 'augmentation'
  | 'tokenizer'
  | 'model'
  | 'training'
  | 'optimizer'
  | 'schedule';

/** A group of keys as help shows them. */
export interface SettingGroup {
  readonly title: string;
  readonly part: Part;
  /** Whose options these are, when they belong to one entry of a registry. */
  readonly owner?: string;
  readonly specs: OptionSpecs;
}

const choice = <E extends Entry>(registry: Registry<E>, label: string, help: string): OptionSpec => ({
  type: 'choice',
  label,
  help,
  default: registry.ids[0] ?? '',
  choices: registry.entries.map(({ id, label: name, help: more }) => ({ id, label: name, help: more })),
});

const preparation: OptionSpecs = {
  columns: {
    type: 'text',
    label: 'Columns',
    help: COLUMNS_HELP,
    default: '',
  },
  ...splitOptions,
  tokenizer: choice(tokenizers, 'Tokenizer', 'What cuts the text into tokens.'),
};
const training: OptionSpecs = {
  ...trainingOptions,
  optimizer: choice(optimizers, 'Optimizer', 'How gradients become steps.'),
  schedule: choice(schedules, 'Schedule', 'How the learning rate changes over the run.'),
};

/** Every key there is, made from the declarations. */
export function settingGroups(): SettingGroup[] {
  const of = (part: Part, registry: Registry<Entry>): SettingGroup[] =>
    registry.entries.map(({ id, label, options }) => ({
      title: `${label} (${registry.noun} ${id})`,
      part,
      owner: id,
      specs: options,
    }));
  return [
    { title: 'Preparation', part: 'preparation', specs: preparation },
    {
      title: 'Cleaning steps',
      part: 'cleaning',
      specs: switches(cleaningSteps.entries, ({ onByDefault }) => onByDefault),
    },
    {
      title: 'Augmentation of training documents',
      part: 'augmentation',
      specs: { ...growth, ...switches(textAugmentations(), () => false) },
    },
    ...of('tokenizer', tokenizers),
    ...of('model', models),
    { title: 'Training', part: 'training', specs: training },
    ...of('optimizer', optimizers),
    ...of('schedule', schedules),
  ];
}

/** A switch for each entry by its id, and its options as `id.option`. */
function switches<E extends Entry>(entries: readonly E[], isOn: (entry: E) => boolean): OptionSpecs {
  return Object.fromEntries(
    entries.flatMap((entry): [string, OptionSpec][] => [
      [entry.id, { type: 'toggle', label: entry.label, help: entry.help, default: isOn(entry) }],
      ...Object.entries(entry.options).map(([name, spec]): [string, OptionSpec] => [`${entry.id}.${name}`, spec]),
    ]),
  );
}

/** Those that work on documents. */
export const textAugmentations = (): readonly Entry[] =>
  augmentations.entries.filter(({ kind }) => TEXT_KINDS.includes(kind));

const growth = {
  augmentMost: {
    type: 'number',
    label: 'Growth',
    help: 'The training text with its copies is at most so many times as large as without.',
    default: 2,
    min: 1,
    max: 100,
  },
  augmentSeed: {
    type: 'integer',
    label: 'Seed of augmentation',
    help: 'The same seed gives the same copies.',
    default: 1,
    min: 0,
    max: 4294967295,
  },
} as const satisfies OptionSpecs;

/**
 * Reads `key=value` pairs for a model. A key that two parts share (none does today) is written `part.key`.
 * @param given pairs of an argument's name, for errors, and its `key=value`
 * Throws UsageError for unknown keys, with near ones, keys of something that is not chosen, bad values and repetitions.
 */
export function parseSettings(model: string, given: readonly (readonly [argument: string, pair: string])[]): Settings {
  const pairs = given.map(([argument, pair]) => split(argument, pair));
  const groups = settingGroups();
  const chosen = (key: string, registry: Registry<Entry>) => {
    const pair = pairs.find((p) => p.key === key);
    const spec = { ...preparation, ...training }[key];
    return pair && spec ? String(checkValue(pair.argument, spec, pair.value)) : (registry.ids[0] ?? '');
  };
  const owners = {
    model,
    optimizer: chosen('optimizer', optimizers),
    schedule: chosen('schedule', schedules),
    tokenizer: chosen('tokenizer', tokenizers),
  };
  const values: Record<Part, Record<string, OptionValue>> = {
    preparation: {},
    cleaning: {},
    augmentation: {},
    tokenizer: {},
    model: {},
    training: {},
    optimizer: {},
    schedule: {},
  };
  const inUse = (group: SettingGroup) => group.owner === undefined || Object.values(owners).includes(group.owner);
  for (const { argument, key, value } of pairs) {
    const { group, name, spec } = find(groups, inUse, argument, key);
    if (name in values[group.part]) throw new UsageError(argument, `"${key}" is set twice`, 'Set it once.');
    values[group.part][name] = checkValue(`${argument} ${key}`, spec, value);
  }
  const { optimizer: _, schedule: __, ...trainingValues } = values.training;
  const mapping = mappingOf('--set columns', String(values.preparation.columns ?? ''));
  return {
    ...owners,
    values: { ...values, training: trainingValues },
    ...(mapping ? { mapping } : {}),
  };
}

function split(argument: string, pair: string) {
  const at = pair.indexOf('=');
  if (at <= 0) throw new UsageError(argument, `"${pair}" is not key=value`, 'Write for example --set batchSize=16.');
  return { argument, key: pair.slice(0, at), value: pair.slice(at + 1) };
}

function find(groups: readonly SettingGroup[], inUse: (group: SettingGroup) => boolean, argument: string, key: string) {
  const matches = groups.flatMap((group) => {
    const name = key.startsWith(`${group.part}.`) ? key.slice(group.part.length + 1) : key;
    const spec = Object.hasOwn(group.specs, name) ? group.specs[name] : undefined;
    return spec ? [{ group, name, spec }] : [];
  });
  const usable = matches.filter(({ group }) => inUse(group));
  const [first, second] = usable;
  if (first && second) {
    const ways = usable.map(({ group, name }) => `${group.part}.${name}`);
    throw new UsageError(argument, `"${key}" is an option of several parts`, `Write ${ways.join(' or ')}.`);
  }
  if (first) return first;
  const elsewhere = matches.map(({ group }) => group.owner).join(' and ');
  if (elsewhere !== '')
    throw new UsageError(argument, `"${key}" is an option of ${elsewhere} only`, 'Leave it out, or choose that.');
  const known = groups.filter(inUse).flatMap(({ specs }) => Object.keys(specs));
  const near = nearMatches(key, known);
  const remedy = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'npm run train -- --help lists every key.';
  throw new UsageError(argument, `There is no option "${key}"`, remedy);
}
