import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { columnsFor } from '@/schema/shape';
import { file, importTexts } from '../../corpus/testing/import-texts';

const packages = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const typescript = join(packages, 'typescript-5', 'lib');
const vega = join(packages, 'vega-datasets', 'data');

const LANGUAGES = ['cs', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'pl', 'pt-br', 'ru', 'tr', 'zh-cn', 'zh-tw'];

/** TypeScript's messages in English, by key, from where its compiler declares them. */
function english(): ReadonlyMap<string, string> {
  const code = readFileSync(join(typescript, '_tsc.js'), 'utf8');
  const declared = code.matchAll(/\bdiag\(\d+, \d+ \/\* \w+ \*\/, "(\w+)", ("(?:[^"\\]|\\.)*")/g);
  return new Map([...declared].map(([, key = '', text = '""']): [string, string] => [key, JSON.parse(text)]));
}

describe("TypeScript's messages", () => {
  const sources = english();

  it.each(LANGUAGES)('English and %s are pairs', async (language) => {
    const targets: Record<string, string> = JSON.parse(
      readFileSync(join(typescript, language, 'diagnosticMessages.generated.json'), 'utf8'),
    );
    const pairs = Object.entries(targets).flatMap(([key, target]) => {
      const source = sources.get(key);
      return source === undefined ? [] : [[source, target] as const];
    });
    expect(pairs.length).toBeGreaterThan(1800);
    const table = Papa.unparse([['en', language], ...pairs], { delimiter: '\t', newline: '\n' });
    const { source, rows, codes } = await importTexts([file(`messages-${language}.tsv`, table)]);
    expect(codes).toEqual([]);
    expect(source.columns?.mapping.shape).toBe('pairs');
    expect(rows.map(({ values }) => values)).toEqual(pairs);
    expect(rows[0]?.head?.languages?.source).toBe('en');
    expect(rows[0]?.head?.languages?.target?.toLowerCase()).toBe(language);
  });
});

describe('vega-datasets', () => {
  /** Every row of a table, by another reader than ours: of the JSON ones, the platform's; of the others, Papa Parse's with a header. */
  const rowsOf = (name: string): Record<string, unknown>[] => {
    const text = readFileSync(join(vega, name), 'utf8');
    if (name.endsWith('.json')) return JSON.parse(text);
    return Papa.parse<Record<string, unknown>>(text, { header: true, skipEmptyLines: true }).data;
  };

  it.each([
    ['unemployment.tsv', 'documents'],
    ['birdstrikes.csv', 'documents'],
    ['stocks.csv', 'documents'],
    ['penguins.json', 'labelled'],
    ['monarchs.json', 'documents'],
    ['jobs.json', 'documents'],
    ['disasters.csv', 'documents'],
    ['github.csv', 'documents'],
  ] as const)('%s: each row is one, its text that of the chosen columns', async (name, shape) => {
    const rows = rowsOf(name);
    const { source, texts, parts } = await importTexts([file(name, new Uint8Array(readFileSync(join(vega, name))))]);
    const mapping = source.columns?.mapping;
    expect(mapping?.shape).toBe(shape);
    const columns = mapping ? columnsFor(mapping, 'text') : [];
    expect(columns.length).toBeGreaterThan(0);
    const filled = rows
      .map((row) => columns.map((column) => String(row[column] ?? '')))
      .filter((cells) => cells.some((cell) => cell !== ''));
    expect(texts).toEqual(filled.map((cells) => cells.filter((cell) => cell !== '').join('\n\n')));
    expect(new Set(parts.map(({ provenance }) => provenance.file))).toEqual(new Set([name]));
  });
});
