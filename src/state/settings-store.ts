import { create } from 'zustand';
import {
  defaultsOf,
  type OptionProblem,
  type OptionSpecs,
  type OptionValue,
  parseOption,
  parseOptions,
} from '@/base/options';
import { models } from '@/ml/models';
import type { ModelEntry, ModelShape } from '@/ml/models/entry';
import { optimizers } from '@/ml/optimizers';
import { schedules } from '@/ml/schedules';
import { trainingOptions } from '@/ml/trainer/options';
import type { DeviceReport } from '@/schema/device';
import { type RunConfig, runConfig } from '@/schema/run-config';
import { changeModelOption } from './settings-store-repair';

type Options = Readonly<Record<string, OptionValue>>;
interface Chosen {
  readonly id: string;
  readonly options: Options;
}
export interface SettingsState {
  /** Of the next run; empty: one is made from the model and the data. */
  readonly name: string;
  readonly model: Chosen;
  /** The preset that the model's options still equal, or started from. */
  readonly presetId: string;
  readonly optimizer: Chosen;
  readonly schedule: Chosen;
  readonly training: Options;
  /** Whether the person ever chose a model or a training option; until then the device may. */
  readonly touched: boolean;
  /** What the last change of a dimension moved beside it, and why. */
  readonly notes: readonly OptionProblem[];
}

const KEY = 'loam.settings';
const TOUCHED = 'loam.settings.touched';
const first = <E>(entries: readonly E[]): E => {
  const entry = entries[0];
  if (entry === undefined) throw new Error('an empty registry');
  return entry;
};

const presetOf = (entry: ModelEntry, presetId: string) =>
  entry.presets.find((p) => p.id === presetId) ?? first(entry.presets);
const presetOptions = (entry: ModelEntry, presetId: string): Options => ({
  ...defaultsOf(entry.options),
  ...presetOf(entry, presetId).options,
});
/** What a preset says of training (its learning rate) replaces what the preset before it said, never what the person chose. */
function presetTraining(current: Options, before: Options | undefined, after: Options | undefined): Options {
  const defaults: Options = defaultsOf(trainingOptions);
  const theirs = Object.entries(after ?? {}).filter(
    ([name]) => current[name] === defaults[name] || current[name] === before?.[name],
  );
  return { ...current, ...Object.fromEntries(theirs) };
}
/** The second smallest: a minute on a laptop GPU. The cpu backend and software adapters take the smallest. */
const usualPreset = (entry: ModelEntry) => (entry.presets[1] ?? first(entry.presets)).id;

export function defaultSettings(): SettingsState {
  const model = first(models.entries);
  const optimizer = first(optimizers.entries);
  const schedule = first(schedules.entries);
  const presetId = usualPreset(model);
  return {
    name: '',
    model: { id: model.id, options: presetOptions(model, presetId) },
    presetId,
    optimizer: { id: optimizer.id, options: defaultsOf(optimizer.options) },
    schedule: { id: schedule.id, options: defaultsOf(schedule.options) },
    training: { ...defaultsOf(trainingOptions), ...presetOf(model, presetId).training },
    touched: false,
    notes: [],
  };
}

export const useSettingsStore = create<SettingsState>(() => restore());

useSettingsStore.subscribe((state) => {
  globalThis.localStorage?.setItem(KEY, JSON.stringify(configOf(state)));
  globalThis.localStorage?.setItem(TOUCHED, String(state.touched));
});

const configOf = ({ name, model, optimizer, schedule, training }: SettingsState): RunConfig => ({
  version: 1,
  name,
  model,
  optimizer,
  schedule,
  training,
});

/** The settings as they go to the trainer; `name` fills an empty name. */
export function buildRunConfig(name = ''): RunConfig {
  const state = useSettingsStore.getState();
  return configOf({ ...state, name: state.name || name });
}

/** Takes over a run's settings ("train again with changes", the last visit's run). Values out of range take their defaults. */
export function takeRunConfig(config: RunConfig): void {
  useSettingsStore.setState({ ...fromConfig(config), name: '', touched: true, notes: [] });
}

export function setModelFamily(id: string): void {
  useSettingsStore.setState(({ model, presetId, training }) => {
    const entry = models.get(id);
    const preset = entry.presets.some((p) => p.id === presetId) ? presetId : usualPreset(entry);
    const before = presetOf(models.get(model.id), presetId).training;
    return {
      model: { id, options: presetOptions(entry, preset) },
      presetId: preset,
      training: presetTraining(training, before, presetOf(entry, preset).training),
      touched: true,
      notes: [],
    };
  });
}

export function applyPreset(presetId: string, touched = true): void {
  useSettingsStore.setState(({ model, presetId: before, training }) => {
    const entry = models.get(model.id);
    return {
      model: { id: model.id, options: presetOptions(entry, presetId) },
      presetId,
      training: presetTraining(training, presetOf(entry, before).training, presetOf(entry, presetId).training),
      touched,
      notes: [],
    };
  });
}

/** Changes a dimension of the model; what becomes impossible by it is moved to the nearest possible value, with a note. */
export function setModelOption(name: string, value: OptionValue, vocabularySize = 1024): void {
  useSettingsStore.setState(({ model }) => {
    const shape: ModelShape = { options: model.options, vocabularySize };
    const { options, notes } = changeModelOption(models.get(model.id), shape, name, value);
    return { model: { id: model.id, options }, touched: true, notes };
  });
}

/** What the person set of options of the same name is kept; the learning rate moves with what suits the optimizer, from what suited the one before. */
export function setOptimizer(id: string): void {
  useSettingsStore.setState(({ optimizer, training }) => {
    const entry = optimizers.get(id);
    const before = optimizers.get(optimizer.id);
    const scale = (entry.learningRateScale ?? 1) / (before.learningRateScale ?? 1);
    // A default suits its own optimizer only.
    const set = Object.entries(optimizer.options).filter(([name, value]) => value !== before.options[name]?.default);
    const { learningRate } = training;
    const spec = trainingOptions.learningRate;
    const rate = typeof learningRate === 'number' ? Number((learningRate * scale).toPrecision(3)) : learningRate;
    const fitting = typeof rate === 'number' ? Math.min(spec.max, Math.max(spec.min, rate)) : spec.default;
    return {
      optimizer: { id, options: parseKnown(entry.options, Object.fromEntries(set)) },
      training: { ...training, learningRate: fitting },
    };
  });
}

export function setOptimizerOption(name: string, value: OptionValue): void {
  useSettingsStore.setState(({ optimizer }) => ({
    optimizer: {
      id: optimizer.id,
      options: changed(optimizers.get(optimizer.id).options, optimizer.options, name, value),
    },
  }));
}

export function setSchedule(id: string): void {
  useSettingsStore.setState(({ schedule }) => ({
    // Options of the same name (warm-up) are kept.
    schedule: { id, options: parseKnown(schedules.get(id).options, schedule.options) },
  }));
}

export function setScheduleOption(name: string, value: OptionValue): void {
  useSettingsStore.setState(({ schedule }) => ({
    schedule: { id: schedule.id, options: changed(schedules.get(schedule.id).options, schedule.options, name, value) },
  }));
}

export function setTrainingOption(name: string, value: OptionValue): void {
  useSettingsStore.setState(({ training }) => ({
    training: changed(trainingOptions, training, name, value),
    touched: true,
  }));
}

export function setRunName(name: string): void {
  if (name !== useSettingsStore.getState().name) useSettingsStore.setState({ name });
}

/** Until the person chooses, the device does: the smallest preset and a short run where there is no real GPU. */
export function adaptToDevice(report: DeviceReport): void {
  const { touched, model } = useSettingsStore.getState();
  if (touched) return;
  const entry = models.get(model.id);
  const slow = report.kind === 'cpu' || report.software;
  applyPreset(slow ? first(entry.presets).id : usualPreset(entry), false);
  const steps = slow ? 300 : trainingOptions.steps.default;
  useSettingsStore.setState(({ training }) => ({ training: { ...training, steps } }));
}

function changed(specs: OptionSpecs, options: Options, name: string, value: OptionValue): Options {
  const spec = specs[name];
  if (!spec) return options;
  const parsed = parseOption(spec, value);
  return typeof parsed === 'object' ? options : { ...options, [name]: parsed };
}

// Declarations, not constants: the store is restored while this module is still being evaluated.
function parseKnown(specs: OptionSpecs, raw: Options): Options {
  const known = Object.fromEntries(Object.entries(raw).filter(([name]) => Object.hasOwn(specs, name)));
  return parseOptions(specs, known).values;
}

function fromConfig(
  config: RunConfig,
): Pick<SettingsState, 'model' | 'presetId' | 'optimizer' | 'schedule' | 'training'> {
  const entry = models.get(config.model.id);
  const options = parseKnown(entry.options, config.model.options);
  const same = entry.presets.find((p) => Object.entries(p.options).every(([name, value]) => options[name] === value));
  return {
    model: { id: entry.id, options },
    presetId: same?.id ?? usualPreset(entry),
    optimizer: {
      id: config.optimizer.id,
      options: parseKnown(optimizers.get(config.optimizer.id).options, config.optimizer.options),
    },
    schedule: {
      id: config.schedule.id,
      options: parseKnown(schedules.get(config.schedule.id).options, config.schedule.options),
    },
    training: parseKnown(trainingOptions, config.training),
  };
}

function restore(): SettingsState {
  const fresh = defaultSettings();
  try {
    const raw = globalThis.localStorage?.getItem(KEY);
    if (!raw) return fresh;
    const kept = runConfig.parse(JSON.parse(raw), 'saved settings');
    return { ...fresh, ...fromConfig(kept), name: kept.name, touched: localStorage.getItem(TOUCHED) === 'true' };
  } catch {
    // Settings of a studio that no longer exists: the defaults are a better start than a message.
    return fresh;
  }
}
