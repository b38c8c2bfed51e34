import { Registry } from '@/base/registry';
import { code } from './code';
import { csv } from './csv';
import type { ImporterEntry } from './entry';
import { html } from './html';
import { json } from './json';
import { jsonl } from './jsonl';
import { markdown } from './markdown';
import { text } from './text';
import { tsv } from './tsv';

export const importers = new Registry<ImporterEntry>('importer', [text, markdown, jsonl, json, csv, tsv, html, code]);
