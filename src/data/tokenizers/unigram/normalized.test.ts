import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import { afterAll, describe, expect, it } from 'vitest';
import type { TokenizerFile } from '../entry';
import { loadTokenizer } from '../load-tokenizer';
import { compilerMessages } from '../testing/real-lines';
import { mixedScripts } from '../testing/samples';
import { CharacterMap } from './character-map';
import { sentencePieceFile, sentencePieceMap } from './testing/sentencepiece-model';

const folder = mkdtempSync(join(tmpdir(), 'loam-charsmap-'));
afterAll(() => rmSync(folder, { recursive: true }));
const installed = spawnSync('spm_train', ['--version']).error === undefined;

function run(program: string, args: readonly string[], lines: readonly string[]): string[] {
  const input = join(folder, 'lines.txt');
  writeFileSync(input, `${lines.join('\n')}\n`);
  const { status, stdout, stderr } = spawnSync(program, [...args, `--input=${input}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout.replace(/\n$/, '').split('\n');
}

/** What a normalizer has to do with: compatibility forms, ligatures, half-width letters, accents apart, blanks of all kinds, controls. */
const awkward = [
  'ﬁne ﬂow ① ½ ㌔ ﾊﾟｿｺﾝ ｶﾞ Ｆｕｌｌ　ｗｉｄｔｈ ～ ™ №',
  'e\u0301 n\u0303 a\u0323\u0302 ö ö \u1100\u1161\u11a8',
  ' two  blanks\tand\u00a0no-break \u2003 em\u200bzero ',
  'bell\u0007 soft\u00adhyphen \ufeffmark \u2581 \ufffd',
  'ĳ ǆ ſ Å K Ω ﷺ',
];

function model(lines: readonly string[]): Uint8Array {
  const name = join(folder, 'model');
  run('spm_train', [`--model_prefix=${name}`, '--vocab_size=900', '--num_threads=1', '--minloglevel=2'], lines);
  return new Uint8Array(readFileSync(`${name}.model`));
}

/** The form that T5's file has, and that of XLM-R's. */
const forms: [string, (file: TokenizerFile, map: string) => TokenizerFile][] = [
  [
    'T5',
    (file, precompiled_charsmap) => ({
      ...file,
      normalizer: { type: 'Precompiled', precompiled_charsmap },
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [
          { type: 'WhitespaceSplit' },
          { type: 'Metaspace', replacement: '\u2581', add_prefix_space: true },
        ],
      },
    }),
  ],
  [
    'a newer T5',
    (file, precompiled_charsmap) => ({
      ...file,
      normalizer: {
        type: 'Sequence',
        normalizers: [
          { type: 'Precompiled', precompiled_charsmap },
          { type: 'Strip', strip_left: false, strip_right: true },
          { type: 'Replace', pattern: { Regex: ' {2,}' }, content: '\u2581' },
        ],
      },
    }),
  ],
];

describe('files with the normalizer of SentencePiece', () => {
  it.for(forms)(
    "%s: the ids of Debian's sentencepiece on its own model, and of @huggingface/tokenizers",
    ([, form], context) => {
      if (!installed) return context.skip("Debian's sentencepiece is not installed");
      const lines = [...compilerMessages('de'), ...compilerMessages('ja').slice(0, 600)];
      const trained = model(lines.filter((_, i) => i % 2 === 0));
      const map = sentencePieceMap(trained);
      const file = form(sentencePieceFile(trained), Buffer.from(map).toString('base64'));
      const ours = loadTokenizer(file);
      const theirs = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
      const all = [...lines, ...mixedScripts.split('\n'), ...awkward].filter((line) => /^[^\s\u2581\r]/.test(line));
      const ids = run('spm_encode', [`--model=${join(folder, 'model.model')}`, '--output_format=id'], all);
      const wrong = all.flatMap((line, i) => {
        const own = ours.encode(line).join(' ');
        return own === ids[i] ? [] : [`${JSON.stringify(line)}\n  ours   ${own}\n  theirs ${ids[i]}`];
      });
      expect(wrong).toEqual([]);
      for (const line of lines)
        expect(ours.encode(line), line).toEqual(theirs.encode(line, { add_special_tokens: false }).ids);
    },
  );

  it('normalizes as spm_normalize does', (context) => {
    if (!installed) return context.skip("Debian's sentencepiece is not installed");
    const trained = model(compilerMessages('de'));
    const map = new CharacterMap(Buffer.from(sentencePieceMap(trained)).toString('base64'));
    const lines = [...awkward, ...compilerMessages('ko').slice(0, 200)];
    const theirs = run('spm_normalize', [`--model=${join(folder, 'model.model')}`], lines);
    // The program takes blanks at the ends and double ones away, which is no matter of the table.
    const tidy = (text: string) => text.replace(/ +/g, ' ').trim();
    expect(lines.map((line) => tidy(map.normalize(line)))).toEqual(theirs.map(tidy));
  });
});
