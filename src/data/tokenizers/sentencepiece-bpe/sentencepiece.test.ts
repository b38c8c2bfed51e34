import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTokenizer } from '../load-tokenizer';
import { compilerMessages } from '../testing/real-lines';
import { mixedScripts, mobyDick } from '../testing/samples';
import { bpeFile } from './testing/bpe-file';

const folder = mkdtempSync(join(tmpdir(), 'loam-sentencepiece-bpe-'));
afterAll(() => rmSync(folder, { recursive: true }));
const installed = spawnSync('spm_train', ['--version']).error === undefined;

/** Runs one of SentencePiece's programs over lines. */
function run(program: string, args: readonly string[], lines: readonly string[]): string {
  const input = join(folder, 'lines.txt');
  writeFileSync(input, `${lines.join('\n')}\n`);
  const { status, stdout, stderr } = spawnSync(program, [...args, `--input=${input}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout;
}

/** A model in the manner of Llama 2's, of half of the lines: the other half has characters that it does not know. */
function train(lines: readonly string[], size: number): Uint8Array {
  const model = join(folder, 'model');
  const flags = [
    '--model_type=bpe',
    '--byte_fallback=true',
    '--split_digits=true',
    '--allow_whitespace_only_pieces=true',
    '--normalization_rule_name=identity',
    '--remove_extra_whitespaces=false',
    '--num_threads=1',
    '--minloglevel=2',
  ];
  const known = lines.filter((_, i) => i % 2 === 0);
  run('spm_train', [`--model_prefix=${model}`, `--vocab_size=${size}`, ...flags], known);
  return new Uint8Array(readFileSync(`${model}.model`));
}

describe("the ids of Debian's sentencepiece on its own BPE model, and of @huggingface/tokenizers, on every line", () => {
  it.for([
    ['English', () => mobyDick().slice(100_000, 400_000).split('\n'), 2000],
    ['Russian and English', () => [...compilerMessages('ru'), ...mobyDick().slice(0, 100_000).split('\n')], 2500],
    ['Japanese', () => compilerMessages('ja'), 2500],
  ] as const)('%s', ([, source, size], context) => {
    if (!installed) return context.skip("Debian's sentencepiece is not installed");
    const real = source().filter((line) => line.trim() !== '' && !line.includes('\r'));
    const model = train(real, size);
    const awkward = mixedScripts.split('\n').filter((line) => line !== '' && !/<\||\r/.test(line));
    const lines = [...real, ...awkward, '  two  blanks   and    four ', ' one', 'one '];
    const file = bpeFile(model);
    const ours = loadTokenizer(file);
    const huggingFace = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
    const theirs = run('spm_encode', [`--model=${join(folder, 'model.model')}`, '--output_format=id'], lines)
      .trimEnd()
      .split('\n');
    expect(theirs).toHaveLength(lines.length);
    expect(ours.vocabularySize).toBe(size);
    expect(ours.endOfTextId).toBe(2);
    let bytes = 0;
    const wrong = lines.flatMap((line, i) => {
      const ids = ours.encode(line);
      bytes += ids.filter((id) => id > 2 && id < 259).length;
      const reader = huggingFace.encode(line, { add_special_tokens: false }).ids;
      const same = ids.join(' ') === theirs[i] && ids.join(' ') === reader.join(' ');
      return same && ours.decode(ids) === line ? [] : [{ line, ids, reader, theirs: theirs[i] }];
    });
    expect(wrong).toEqual([]);
    expect(bytes).toBeGreaterThan(100);
  });
});
