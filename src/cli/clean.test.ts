import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleaningSteps } from '@/data/cleaning';
import { importTexts } from '@/data/corpus/testing/import-texts';
import { flag, jpegOf, pngOf } from '@/data/media/testing/make-media';
import { qualityReport } from '@/schema/quality';
import { recipe } from '@/schema/recipe';
import { runCli } from './testing/run-cli';

const folder = mkdtempSync(join(tmpdir(), 'loam-clean-test-'));
const at = (name: string) => join(folder, name);
const read = (path: string) => readFileSync(path, 'utf8');
const documents = (out: string) =>
  readdirSync(out)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .sort()
    .flatMap((name) =>
      gunzipSync(readFileSync(join(out, name)))
        .toString()
        .split('\n')
        .filter(Boolean),
    )
    .map((line) => JSON.parse(line));

beforeAll(() => {
  writeFileSync(at('a.txt'), 'First text,  with blanks.  \r\nWrite to anna@example.org.\n');
  writeFileSync(at('b.jsonl'), '{"text":"Second text."}\n{"text":"Third text."}\n{"text":"Second text."}\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run clean', () => {
  it('writes shards with provenance, reports and the recipe; the last line is JSON', async () => {
    const out = at('chat');
    const result = await runCli(['clean', at('a.txt'), at('b.jsonl'), '--recipe', 'chat-logs', '--out', out]);
    expect(result, result.err).toMatchObject({ code: 0 });
    expect(JSON.parse(result.out.trimEnd().split('\n').at(-1) ?? '')).toEqual({
      out,
      documents: { in: 4, out: 3 },
      bytes: { in: expect.any(Number), out: expect.any(Number) },
    });
    expect(documents(out)).toEqual([
      { text: 'First text, with blanks.\nWrite to [EMAIL].\n', source: 'a.txt', file: 'a.txt' },
      { text: 'Second text.', source: 'b.jsonl', file: 'b.jsonl', row: 1 },
      { text: 'Third text.', source: 'b.jsonl', file: 'b.jsonl', row: 2 },
    ]);
    const { before, after, audit } = JSON.parse(read(join(out, 'report.json')));
    expect(qualityReport.parse(before, 'before').documents).toBe(4);
    expect(qualityReport.parse(after, 'after').documents).toBe(3);
    expect(audit.find(({ id }: { id: string }) => id === 'exact-duplicates').dropped).toEqual({ duplicate: 1 });
    expect(after.stage).toBe('after cleaning');
    const page = read(join(out, 'report.html'));
    expect(page).toContain('<h1>Quality of a.txt, b.jsonl</h1>');
    expect(page).toContain('<th>as imported</th><th>after cleaning</th>');
    expect(page).toContain('<td>Exact duplicates</td><td>4</td><td>0</td><td>1 (1 duplicate)</td>');
    const labels = audit.map(({ id }: { id: string }) => `<tr><td>${cleaningSteps.get(id).label}</td>`);
    const places = labels.map((label: string) => page.indexOf(label));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(recipe.parse(JSON.parse(read(join(out, 'recipe.json'))), 'recipe.json').name).toBe('chat logs');
  });

  it('reads a folder of pictures with captions', async () => {
    const [pictures, out] = [at('pictures'), at('captions')];
    mkdirSync(join(pictures, 'img'), { recursive: true });
    writeFileSync(join(pictures, 'img', 'a.png'), pngOf(flag(20, 10)));
    writeFileSync(join(pictures, 'img', 'b.jpg'), jpegOf(flag(20, 10)));
    writeFileSync(join(pictures, 'captions.csv'), 'file,caption\nimg/a.png,A  flag.\nimg/b.jpg,Another flag.\n');
    const result = await runCli(['clean', pictures, '--recipe', 'Chat logs', '--out', out]);
    expect(result, result.err).toMatchObject({ code: 0 });
    expect(documents(out)).toMatchObject([
      { caption: 'A flag.', file: 'pictures/captions.csv', row: 2, media: 'pictures/img/a.png' },
      { caption: 'Another flag.', file: 'pictures/captions.csv', row: 3, media: 'pictures/img/b.jpg' },
    ]);
  });

  it('writes Parquet that the studio itself reads, with the same rows', async () => {
    const [lines, columns] = [at('lines'), at('columns')];
    await runCli(['clean', at('a.txt'), at('b.jsonl'), '--recipe', 'as-is', '--out', lines]);
    const result = await runCli([
      'clean',
      at('a.txt'),
      at('b.jsonl'),
      '--recipe',
      'as-is',
      '--format',
      'parquet',
      '--out',
      columns,
    ]);
    expect(result, result.err).toMatchObject({ code: 0 });
    const file = readFileSync(join(columns, 'shard-00000.parquet'));
    const rows = await parquetReadObjects({ file: new Uint8Array(file).buffer });
    const expected = documents(lines).map(({ row = null, ...rest }) => ({ ...rest, row }));
    expect(rows).toEqual(expected);
    const { texts } = await importTexts([{ path: 'shard.parquet', blob: new Blob([file]) }]);
    expect(texts).toEqual(expected.map(({ text }) => text));
  });

  it('marks which documents are held out, and takes what they repeat out of training', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${'number '.repeat(20)}${i % 15} ${'of many '.repeat(i % 15)}`);
    writeFileSync(at('rows.jsonl'), rows.map((text) => `${JSON.stringify({ text })}\n`).join(''));
    writeFileSync(
      at('apart.json'),
      JSON.stringify({ version: 1, name: 'apart', steps: [{ id: 'decontamination', options: { near: false } }] }),
    );
    const argv = ['clean', at('rows.jsonl'), '--recipe', at('apart.json'), '--fold', '1/2', '--out', at('apart')];
    const result = await runCli(argv);
    expect(result, result.err).toMatchObject({ code: 0 });
    const found: { text: string; split: string }[] = documents(at('apart'));
    const of = (side: string) => found.filter(({ split }) => split === side).map(({ text }) => text);
    expect(of('validation')).toHaveLength(10);
    expect(of('train').filter((text) => of('validation').includes(text))).toEqual([]);
    expect(JSON.parse(result.out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      split: { train: found.length - 10, validation: 10 },
    });
    const { audit, split } = JSON.parse(read(join(at('apart'), 'report.json')));
    expect(audit[0].dropped).toEqual({ 'in validation too': 20 - found.length });
    expect(found.length).toBeLessThan(20);
    expect(split).toEqual({ by: 'document', validationFraction: 0.1, seed: 1, fold: { turn: 1, count: 2 } });
  });

  it('says which step left nothing that could be divided', async () => {
    const steps = [{ id: 'length-bounds', options: { minWords: 100 } }];
    writeFileSync(at('long.json'), JSON.stringify({ version: 1, name: 'long', steps }));
    const argv = ['clean', at('b.jsonl'), '--recipe', at('long.json'), '--split', 'file', '--out', at('nothing')];
    const result = await runCli(argv);
    expect(result).toMatchObject({ code: 1, out: '' });
    expect(result.err).toContain('Cleaning dropped all 3 documents: 3 by Length (too few words)');
  });

  it('takes the recipe that it wrote, and replaces what it wrote before', async () => {
    const [first, second] = [at('first'), at('second')];
    await runCli(['clean', at('b.jsonl'), '--recipe', 'books', '--out', first]);
    const again = ['clean', at('b.jsonl'), '--recipe', join(first, 'recipe.json'), '--out', second];
    for (const argv of [again, again]) expect(await runCli(argv)).toMatchObject({ code: 0 });
    expect(documents(second)).toEqual(documents(first));
  });

  it.each([
    ['no such recipe', ['--recipe', 'bocks'], 2, 'Did you mean books'],
    ['a fold that is none', ['--fold', '3/2'], 2, 'Write for example --fold 1/5'],
    ['a split that is none', ['--split', 'user'], 2, 'one of document, file, group, time, label'],
    ['a file that is no recipe', ['--recipe', at('a.txt')], 1, 'This is no JSON'],
  ])('refuses %s before anything is read', async (_, flags, code, message) => {
    const result = await runCli(['clean', at('a.txt'), ...flags, '--out', at('refused')]);
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toContain(message);
  });
});
