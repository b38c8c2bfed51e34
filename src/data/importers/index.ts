import { Registry } from '@/base/registry';
import { csv } from './csv';
import type { ImporterEntry } from './entry';
import { json } from './json';
import { jsonl } from './jsonl';
import { text } from './text';
import { tsv } from './tsv';

export const importers = new Registry<ImporterEntry>('importer', [text, jsonl, json, csv, tsv]);
