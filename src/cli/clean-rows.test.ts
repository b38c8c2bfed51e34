import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, expect, it } from 'vitest';
import { runCli } from './testing/run-cli';

const folder = mkdtempSync(join(tmpdir(), 'loam-clean-rows-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (out: string) =>
  gunzipSync(readFileSync(join(at(out), 'shard-00000.jsonl.gz')))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

it('writes pairs as source and target, and says in other words where they came from', async () => {
  writeFileSync(at('pairs.tsv'), 'source\ttarget\ttarget_lang\nOne  house\tEin Haus\tGerman\nNo target\t\tde\n');
  const result = await runCli(['clean', at('pairs.tsv'), '--out', at('pairs')]);
  expect(result, result.err).toMatchObject({ code: 0 });
  expect(lines('pairs')).toEqual([
    {
      source: 'One  house',
      target: 'Ein Haus',
      target_language: 'de',
      from_source: 'pairs.tsv',
      file: 'pairs.tsv',
      row: 2,
    },
  ]);
  expect(result.err).toContain('pairs from source=source, target=target, target language=target_lang');
  expect(result.err).toContain('missing-values: changed 0, dropped 1 missing text');
});

it.each([
  ['histories', 'user_id,item_id\n1,a b\n2,c\n1,"d, e"\n'],
  ['instructions', 'instruction,input,output\nAdd them,1 and 2,3\nSay hello,,Hello\n'],
  ['labels', 'text,label\nA first long text,good\nAnother text,bad\nA third text,good\n'],
])('%s that it wrote are the same when they are read again', async (name, csv) => {
  writeFileSync(at(`${name}.csv`), csv);
  await runCli(['clean', at(`${name}.csv`), '--recipe', 'as-is', '--out', at(`${name}-1`)]);
  const shard = join(at(`${name}-1`), 'shard-00000.jsonl.gz');
  const again = await runCli(['clean', shard, '--recipe', 'as-is', '--out', at(`${name}-2`)]);
  expect(again, again.err).toMatchObject({ code: 0 });
  const data = (out: string) => lines(out).map(({ source, file, row, ...fields }) => fields);
  expect(data(`${name}-1`).length).toBeGreaterThan(1);
  expect(data(`${name}-2`)).toEqual(data(`${name}-1`));
});

it('fills in what is missing, keeps lists of labels, and takes roles from the command line', async () => {
  const rows = ['a,9,x|y', 'b,,x', 'c,11,?', 'd,13,x'].map((row) => `text ${row}`);
  writeFileSync(at('table.csv'), `what,size,kinds\n${rows.join('\n')}\n`);
  writeFileSync(
    at('recipe.json'),
    JSON.stringify({ version: 1, name: 'fill', steps: [{ id: 'missing-values', options: { action: 'fill' } }] }),
  );
  const flags = ['--recipe', at('recipe.json'), '--columns', 'what,size,label=kinds'];
  const result = await runCli(['clean', at('table.csv'), ...flags, '--out', at('filled')]);
  expect(result, result.err).toMatchObject({ code: 0 });
  expect(lines('filled').map(({ what, size, kinds }) => [what, size, kinds])).toEqual([
    ['text a', '9', ['x', 'y']],
    ['text b', '11', 'x'],
    ['text c', '11', 'x'],
    ['text d', '13', 'x'],
  ]);
  await runCli(['clean', at('table.csv'), ...flags, '--format', 'parquet', '--out', at('columns')]);
  const bytes = readFileSync(join(at('columns'), 'shard-00000.parquet'));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  expect((await parquetReadObjects({ file }))[0]).toMatchObject({ what: 'text a', size: '9', kinds: 'x|y', row: 2 });
});

it.each([
  ['label=kinds', 'Labelled rows need a column for the text'],
  ['titel=what', '"titel" is no role of a column'],
  ['source=a,target=b,target=c', 'Pairs have one column for the target; 2 are chosen'],
])('refuses --columns %s', async (columns, message) => {
  writeFileSync(at('any.csv'), 'a,b\n1,2\n');
  const result = await runCli(['clean', at('any.csv'), '--columns', columns, '--out', at('no')]);
  expect(result.code).not.toBe(0);
  expect(result.err).toContain(message);
});
