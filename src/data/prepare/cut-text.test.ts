import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenizers } from '../tokenizers';
import { LLAMA3_PATTERN } from '../tokenizers/byte-bpe/llama3-words';
import { byteBpeTrainer } from '../tokenizers/byte-bpe/train';
import { characterTrainer } from '../tokenizers/characters/train';
import { loadTokenizer } from '../tokenizers/load-tokenizer';
import { anyText, mixedScripts, mobyDick, texts } from '../tokenizers/testing/samples';
import { TextCutter } from './cut-text';

const awkward = fc.constantFrom('<my', '_token>', ' one', '<x>', '!', '\n', ' \n', 'e', '\u0301');
const idle = { onProgress: () => {}, signal: new AbortController().signal };

it('cuts so that the pieces have the ids of the whole', async () => {
  const bpe = await byteBpeTrainer.train(
    texts(mobyDick().slice(0, 40_000), mixedScripts),
    { vocabularySize: 600 },
    idle,
  );
  const characters = await characterTrainer.train(texts(mixedScripts), {}, idle);
  let cuts = 0;
  const learned = async (id: string) =>
    (await tokenizers.get(id).load()).train(
      texts(mobyDick().slice(0, 40_000), mixedScripts),
      { vocabularySize: 700 },
      idle,
    );
  // Special tokens with letters before a sign, and words that go on over line ends, as Llama 3's do.
  const marked = await byteBpeTrainer.train(
    texts(mixedScripts),
    { vocabularySize: 300, specialTokens: '<my_token> one<x>' },
    idle,
  );
  const llama3 = {
    ...bpe,
    normalizer: { type: 'NFC' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: LLAMA3_PATTERN }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
  };
  const files = [bpe, characters, await learned('unigram'), await learned('word-piece'), marked, llama3];
  for (const tokenizer of files.map((file) => loadTokenizer(file))) {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, awkward), { maxLength: 6 }), (parts) => {
        const cutter = new TextCutter(tokenizer.mayCut);
        const pieces = [...parts.map((part) => cutter.push(part)), cutter.end()];
        expect(pieces.join('')).toBe(parts.join(''));
        expect(pieces.flatMap((piece) => tokenizer.encode(piece))).toEqual(tokenizer.encode(parts.join('')));
        cuts += pieces.filter((piece) => piece !== '').length;
      }),
      { numRuns: 800, seed: 1 },
    );
  }
  // The property would hold for a cutter that never cuts.
  expect(cuts).toBeGreaterThan(5000);
});

it('passes on prose soon, and a word without end at last', () => {
  const prose = new TextCutter();
  expect(prose.push('It was the best of times')).toBe('It was the best of');
  expect(prose.push(', it was')).toBe(' times, it');
  const word = new TextCutter();
  const mega = 'x'.repeat(1 << 20);
  let passed = 0;
  for (let i = 0; i < 40; i++) passed += word.push(mega).length;
  expect(passed).toBeGreaterThan(0);
  expect(40 * mega.length - passed).toBeLessThanOrEqual(1 << 24);
});
