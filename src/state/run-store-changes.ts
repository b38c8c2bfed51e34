import type { OptionSpecs, OptionValue } from '@/base/options';
import { models } from '@/ml/models';
import { optimizers } from '@/ml/optimizers';
import { schedules } from '@/ml/schedules';
import { trainingOptions } from '@/ml/trainer/options';
import type { RunConfig } from '@/schema/run-config';

export interface Change {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

type Values = Readonly<Record<string, OptionValue>>;

/** What one run's settings change of another's, in words. Names are not settings. */
export function changesBetween(before: RunConfig, after: RunConfig): Change[] {
  return [
    ...part('Model', models, before.model, after.model),
    ...part('Optimizer', optimizers, before.optimizer, after.optimizer),
    ...part('Schedule', schedules, before.schedule, after.schedule),
    ...values(trainingOptions, before.training, after.training),
  ];
}

interface Known {
  has(id: string): boolean;
  get(id: string): { readonly label: string; readonly options: OptionSpecs };
}

function part(noun: string, registry: Known, before: RunConfig['model'], after: RunConfig['model']): Change[] {
  const label = (id: string) => (registry.has(id) ? registry.get(id).label : id);
  if (before.id !== after.id) return [{ label: noun, from: label(before.id), to: label(after.id) }];
  return values(registry.has(after.id) ? registry.get(after.id).options : {}, before.options, after.options);
}

function values(specs: OptionSpecs, before: Values, after: Values): Change[] {
  return Object.keys({ ...before, ...after })
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ label: specs[name]?.label ?? name, from: said(before[name]), to: said(after[name]) }));
}

function said(value: OptionValue | undefined): string {
  if (value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return value;
  return value !== 0 && Math.abs(value) < 1e-3
    ? value.toExponential().replace('e-0', 'e-')
    : Number(value.toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** A name that says what is trained and, after the first run, what changed: "Micro llama 2 · Learning rate 0.001". */
export function autoName(config: RunConfig, number: number, previous: RunConfig | undefined): string {
  const entry = models.has(config.model.id) ? models.get(config.model.id) : undefined;
  const preset = entry?.presets.find((p) => Object.entries(p.options).every(([k, v]) => config.model.options[k] === v));
  const size = preset?.label.split(',')[0] ?? 'Custom';
  const change = previous ? changesBetween(previous, config)[0] : undefined;
  return `${size} ${config.model.id} ${number}${change ? ` · ${change.label} ${change.to}` : ''}`;
}
