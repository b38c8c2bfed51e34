import { defaultsOf, type OptionValue } from '@/base/options';
import type { ModelEntry } from '@/ml/models/entry';

/** The full options of a preset: what resets go back to. */
export function presetBase(entry: ModelEntry, presetId: string): Readonly<Record<string, OptionValue>> {
  return { ...defaultsOf(entry.options), ...entry.presets.find((p) => p.id === presetId)?.options };
}
