import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteBpeTrainer } from './byte-bpe/train';
import { characterTrainer } from './characters/train';
import type { TokenizerFile } from './entry';
import { loadTokenizer } from './load-tokenizer';
import { addedToken } from './special-tokens';
import { StreamDecoder } from './stream-decoder';
import { anyText, mixedScripts, mobyDick, texts } from './testing/samples';

const idle = { onProgress: () => {}, signal: new AbortController().signal };
const withAdded = (file: TokenizerFile, ...tokens: object[]): TokenizerFile => ({
  ...file,
  added_tokens: [addedToken(0, '<|endoftext|>'), ...tokens],
});
const small = () =>
  byteBpeTrainer.train(texts(mobyDick().slice(0, 60_000), mixedScripts), { vocabularySize: 700 }, idle);

describe('files made elsewhere', () => {
  it("reads GPT-2's own form: built-in pattern, merges as pairs, more special tokens", async () => {
    const made = await small();
    const model = made.model as { vocab: Record<string, number>; merges: string[] };
    const special = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
    const gpt2: TokenizerFile = {
      ...made,
      pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
      model: { ...model, merges: model.merges.map((merge) => merge.split(' ')) },
      added_tokens: [
        { id: 0, content: '<|endoftext|>', ...special },
        { id: 700, content: '<|end', ...special },
        { id: 701, content: ' two', ...special },
      ],
    };
    const ours = loadTokenizer(gpt2);
    const theirs = new HuggingFace(JSON.parse(JSON.stringify(gpt2)), {});
    expect(ours.vocabularySize).toBe(702);
    fc.assert(
      fc.property(anyText, (text) => {
        // JavaScript's \s disagrees with Unicode's White_Space, which Rust has, about these two alone.
        const plain = text.replace(/[\u0085\ufeff]/g, '<|end two');
        expect(ours.encode(plain)).toEqual(plain === '' ? [] : theirs.encode(plain, { add_special_tokens: false }).ids);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  const broken: [string, (file: Record<string, unknown>, model: Record<string, unknown>) => TokenizerFile][] = [
    ['no model', (file) => ({ ...file, model: null })],
    ['a unigram model', (file) => ({ ...file, model: { type: 'Unigram', vocab: [['a', 0]] } })],
    ['a normalizer', (file) => ({ ...file, normalizer: { type: 'NFKC' } })],
    ['no pre-tokenizer', (file) => ({ ...file, pre_tokenizer: null })],
    ['a prefix space', (file) => ({ ...file, pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true } })],
    [
      'another pattern',
      (file) => ({
        ...file,
        pre_tokenizer: {
          type: 'Sequence',
          pretokenizers: [
            { type: 'Split', pattern: { Regex: '\\w+' }, behavior: 'Isolated', invert: false },
            { type: 'ByteLevel', add_prefix_space: false, use_regex: false },
          ],
        },
      }),
    ],
    ['byte fallback', (file, model) => ({ ...file, model: { ...model, byte_fallback: true } })],
    ['a merge of nothing known', (file, model) => ({ ...file, model: { ...model, merges: ['a zzzzz'] } })],
    ['a merge that is no pair', (file, model) => ({ ...file, model: { ...model, merges: ['a b c'] } })],
    [
      'a missing byte',
      (file, model) => ({
        ...file,
        model: { ...model, merges: [], vocab: { '<|endoftext|>': 0, a: 1 } },
      }),
    ],
    [
      'a gap in the ids',
      (file, model) => ({ ...file, model: { ...model, vocab: { ...(model.vocab as object), zz: 900 } } }),
    ],
    [
      'an id used twice',
      (file, model) => ({ ...file, model: { ...model, vocab: { ...(model.vocab as object), zz: 5 } } }),
    ],
    ['a huge id', (file, model) => ({ ...file, model: { ...model, vocab: { ...(model.vocab as object), zz: 1e12 } } })],
    [
      'no end of text',
      (file, model) => ({
        ...file,
        added_tokens: [],
        model: {
          ...model,
          vocab: Object.fromEntries(
            Object.entries(model.vocab as object).map(([k, v]) => [k.replace('<|endoftext|>', '!!'), v]),
          ),
        },
      }),
    ],
    [
      'an added token that swallows the blanks behind it',
      (file) => ({ ...file, added_tokens: [{ id: 0, content: '<|endoftext|>', rstrip: true }] }),
    ],
    ['an added token with a blank within', (file) => withAdded(file, addedToken(700, 'a b'))],
    ['an added token twice', (file) => withAdded(file, addedToken(700, '<x>'), addedToken(701, '<x>'))],
    ['an added token that the vocabulary has elsewhere', (file) => withAdded(file, addedToken(700, 'e'))],
    ['another decoder', (file) => ({ ...file, decoder: { type: 'WordPiece', prefix: '##' } })],
    ['no decoder', (file) => ({ ...file, decoder: null })],
  ];
  it.each(broken)('refuses %s', async (_, spoil) => {
    const file = await small();
    const spoiled = spoil(file, file.model as Record<string, unknown>);
    expect(() => loadTokenizer(spoiled)).toThrow(
      expect.objectContaining({ report: expect.objectContaining({ code: 'tokenizer/unreadable' }) }),
    );
  });
});

describe('characters', () => {
  it.each([
    ['another decoder', 'decoder', { decoder: null }],
    ['a normalizer', 'normalizer', { normalizer: { type: 'Lowercase' } }],
  ])('refuse %s', async (_, part, change) => {
    const file = await characterTrainer.train(texts('abc'), {}, idle);
    const report = expect.objectContaining({ where: `tokenizer.json, ${part}` });
    expect(() => loadTokenizer({ ...file, ...change })).toThrow(expect.objectContaining({ report }));
  });

  it('takes the unknown token for what it never saw or saw too seldom', async () => {
    const file = await characterTrainer.train(texts('aab😀😀\ud800\n'), { minimumCount: 2 }, idle);
    const tokenizer = loadTokenizer(file);
    expect(Object.keys((file.model as { vocab: object }).vocab)).toEqual(['<|endoftext|>', '<unk>', 'a', '😀']);
    expect(tokenizer.encode('a😀b\ud800c')).toEqual([2, 3, 1, 1, 1]);
    expect(tokenizer.decode([2, 3, 1])).toBe('a😀<unk>');
  });
});

describe('StreamDecoder', () => {
  it('gives the text of all ids, and no half characters on the way', async () => {
    const tokenizer = loadTokenizer(await small());
    for (const text of mixedScripts.split('\n')) {
      const decoder = new StreamDecoder(tokenizer);
      const pieces = tokenizer.encode(text).map((id) => decoder.push(id));
      expect(pieces.join('')).not.toContain('\ufffd');
      expect(pieces.join('') + decoder.end()).toBe(text);
    }
  });

  it('gives U+FFFD for a character that is never completed', async () => {
    const tokenizer = loadTokenizer(await small());
    const decoder = new StreamDecoder(tokenizer);
    const [first = 0] = tokenizer.encode('🜁'); // alchemical, in no sample: single bytes
    expect(decoder.push(first)).toBe('');
    expect(decoder.end()).toBe('\ufffd');
  });
});
