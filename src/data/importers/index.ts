import { Registry } from '@/base/registry';
import { csv } from './csv';
import type { ImporterEntry } from './entry';
import { json } from './json';
import { jsonl } from './jsonl';
import { text } from './text';
import { tsv } from './tsv';

export const importers = new Registry<ImporterEntry>('importer', [text, jsonl, json, csv, tsv]);

/** The importer of a file by its ending. Anything else that turns out to be text is text. */
export function importerFor(name: string): ImporterEntry {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return importers.entries.find(({ extensions }) => extensions.includes(ending)) ?? text;
}
