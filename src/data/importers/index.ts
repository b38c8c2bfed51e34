import { Registry } from '@/base/registry';
import { code } from './code';
import { csv } from './csv';
import { docx } from './docx';
import type { ImporterEntry } from './entry';
import { epub } from './epub';
import { fortunes } from './fortunes';
import { html } from './html';
import { json } from './json';
import { jsonl } from './jsonl';
import { mail } from './mail';
import { markdown } from './markdown';
import { mo } from './mo';
import { parquet } from './parquet';
import { pdf } from './pdf';
import { po } from './po';
import { roff } from './roff';
import { subtitles } from './subtitles';
import { text } from './text';
import { tmx } from './tmx';
import { tsv } from './tsv';
import { xlsx } from './xlsx';
import { xml } from './xml';

export const importers = new Registry<ImporterEntry>('importer', [
  text,
  markdown,
  jsonl,
  json,
  csv,
  tsv,
  html,
  tmx,
  xml,
  subtitles,
  roff,
  fortunes,
  po,
  mo,
  mail,
  pdf,
  docx,
  xlsx,
  epub,
  parquet,
  code,
]);
