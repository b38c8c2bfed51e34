import { type OptionValue, parseOptions } from '@/base/options';
import type { CleaningEntry } from './entry';

/** Whether a step with these options judges each document by itself. Throws LoamError for settings that cannot be. */
export async function standsAlone(
  entry: CleaningEntry,
  options: Readonly<Record<string, OptionValue>>,
): Promise<boolean> {
  if (entry.acrossDocuments === true) return false;
  const step = (await entry.load()).create(parseOptions(entry.options, options).values);
  return step.survey === undefined;
}
