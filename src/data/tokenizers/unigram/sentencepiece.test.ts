import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTokenizer } from '../load-tokenizer';
import { compilerMessages } from '../testing/real-lines';
import { mobyDick } from '../testing/samples';
import { sentencePieceFile } from './testing/sentencepiece-model';

const folder = mkdtempSync(join(tmpdir(), 'loam-sentencepiece-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs one of SentencePiece's programs over lines. */
function run(program: string, args: readonly string[], lines: readonly string[]): string {
  const input = join(folder, 'lines.txt');
  writeFileSync(input, `${lines.join('\n')}\n`);
  const { status, stdout, stderr } = spawnSync(program, [...args, `--input=${input}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout;
}

const installed = spawnSync('spm_train', ['--version']).error === undefined;

/** SentencePiece leaves out blanks at the ends in its own way, and lines end where it says. */
const tidy = (lines: readonly string[]) =>
  [...new Set(lines.map((line) => line.replace(/\s+/g, ' ').trim()))].filter((line) => line !== '');

describe("Unigram gives the ids of Debian's sentencepiece on its own model, on every line", () => {
  it.for([
    ['English', () => mobyDick().slice(100_000, 500_000).split('\n'), 2000],
    ['Russian', () => compilerMessages('ru'), 1500],
    ['Japanese', () => compilerMessages('ja'), 1800],
    ['Korean', () => compilerMessages('ko'), 1500],
  ] as const)('%s', ([name, source, size], context) => {
    if (!installed) return context.skip("Debian's sentencepiece is not installed");
    const lines = tidy(source());
    expect(lines.length).toBeGreaterThan(1900);
    // Half of the lines, so that the other half has characters that the model does not know.
    const known = lines.filter((_, i) => i % 2 === 0);
    const model = join(folder, name);
    run(
      'spm_train',
      [
        `--model_prefix=${model}`,
        `--vocab_size=${size}`,
        '--normalization_rule_name=identity',
        '--remove_extra_whitespaces=false',
        '--num_threads=1',
        '--minloglevel=2',
      ],
      known,
    );
    const theirs = run('spm_encode', [`--model=${model}.model`, '--output_format=id'], lines)
      .trimEnd()
      .split('\n');
    const ours = loadTokenizer(sentencePieceFile(new Uint8Array(readFileSync(`${model}.model`))));
    expect(ours.vocabularySize).toBe(size);
    let unknown = 0;
    const wrong: string[] = [];
    for (const [i, line] of lines.entries()) {
      const own = ours.encode(line);
      unknown += own.filter((id) => id === 0).length;
      if (own.join(' ') !== theirs[i]) wrong.push(`${line}\n  ours   ${own.join(' ')}\n  theirs ${theirs[i]}`);
    }
    expect(wrong).toEqual([]);
    expect(theirs).toHaveLength(lines.length);
    if (name !== 'English') expect(unknown).toBeGreaterThan(0);
  });
});
