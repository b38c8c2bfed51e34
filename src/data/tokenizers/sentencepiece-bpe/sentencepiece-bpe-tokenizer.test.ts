import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoamError } from '@/base/errors';
import { Rng } from '@/base/rng';
import { TextCutter } from '../../prepare/cut-text';
import type { TokenizerFile } from '../entry';
import { loadTokenizer } from '../load-tokenizer';
import { addedToken } from '../special-tokens';
import { StreamDecoder } from '../stream-decoder';
import { anyText, mixedScripts, mobyDick, wellFormed } from '../testing/samples';
import { forms } from './testing/bpe-file';
import { learnedFile } from './testing/learned-file';

const llama = learnedFile();
const overBlanks = learnedFile({ overBlanks: true });
const modelOf = (file: TokenizerFile): Record<string, unknown> => ({ ...(file.model as object) });
const withTokens = (file: TokenizerFile, ...tokens: object[]): TokenizerFile => ({
  ...file,
  added_tokens: [...(Array.isArray(file.added_tokens) ? file.added_tokens : []), ...tokens],
});
const sizeOf = (file: TokenizerFile) => loadTokenizer(file).vocabularySize;

const parts = fc.constantFrom(
  ...[
    '</s>',
    '<s>',
    '<unk>',
    '<x>',
    '\u2581',
    '\u2581\u2581',
    ' ',
    '  ',
    '     ',
    '\n',
    ' \n ',
    '\n\n',
    'z',
    'the',
    ' the',
    ' of',
  ],
  ...['ing', 'é', '鯨', '🐋', '<0x41>', '<0x', '.', ',', 'aaaa', ' whale', 'whale of the', 'in the '],
);
const texts = fc
  .array(fc.oneof({ weight: 3, arbitrary: parts }, anyText), { maxLength: 14 })
  .map((all) => all.join(''));

/** All that @huggingface/tokenizers and Rust's library agree about. */
const files: [string, TokenizerFile][] = [
  ...Object.entries(forms).map(([name, form]): [string, TokenizerFile] => [name, { ...llama, ...form }]),
  ['tokens over blanks', overBlanks],
  ['no bytes', learnedFile({ bytes: false })],
  ['more added tokens', withTokens(llama, addedToken(sizeOf(llama), '<x>'), addedToken(sizeOf(llama) + 1, '\n\n'))],
  ['a token that swallows', withTokens(llama, { ...addedToken(sizeOf(llama), '<x>'), lstrip: true })],
];

describe.each(files)('%s', (name, file) => {
  const ours = loadTokenizer(file);
  const theirs = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
  const reader = (text: string) => (text === '' ? [] : theirs.encode(text, { add_special_tokens: false }).ids);

  it('gives the ids of @huggingface/tokenizers on any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(ours.encode(text)).toEqual(reader(text));
      }),
      { numRuns: 500, seed: 1 },
    );
    for (const line of [...mobyDick().slice(200_000, 220_000).split('\n'), ...mixedScripts.split('\n')])
      expect(ours.encode(line)).toEqual(reader(line));
  });

  it('gives pieces the ids of the whole', () => {
    let cuts = 0;
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), (all) => {
        const cutter = new TextCutter(ours.mayCut);
        const pieces = [...all.map((part) => cutter.push(part)), cutter.end()].filter((piece) => piece !== '');
        expect(pieces.flatMap((piece, i) => ours.encode(piece, i > 0))).toEqual(ours.encode(all.join('')));
        cuts += Math.max(0, pieces.length - 1);
      }),
      { numRuns: 500, seed: 2 },
    );
    expect(cuts).toBeGreaterThan(200);
  });

  it('decodes as @huggingface/tokenizers does, and to the text', () => {
    const lossy = name.startsWith('Metaspace') && !name.endsWith('never');
    fc.assert(
      fc.property(texts, (text) => {
        const ids = ours.encode(text);
        // Its byte decoder takes a byte-order mark away.
        if (ids.length > 0 && !text.includes('\ufeff'))
          expect(ours.decode(ids)).toBe(theirs.decode(ids, { clean_up_tokenization_spaces: false }));
        const isLost = /<\/?\w+>|\u2581|\n\n/u.test(text) || name === 'no bytes' || (lossy && text.startsWith(' '));
        if (!isLost) expect(ours.decode(ids)).toBe(wellFormed(text));
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

it('cuts at every mark where Metaspace splits, as the Rust library does', () => {
  const metaspace = { type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'first', split: true };
  const ours = loadTokenizer({ ...overBlanks, normalizer: null, pre_tokenizer: metaspace });
  const [mark = -1] = loadTokenizer({ ...llama, ...forms.Gemma }).encode(' ');
  expect(ours.encode('   ').every((id) => ours.decode([0, id]) === '<unk> ')).toBe(true);
  expect(mark).toBeGreaterThan(0);
  const line = 'in the whale of the sea, all of the men';
  const words = line.split(/(?= )/).flatMap((word, i) => ours.encode(word, i > 0));
  expect(ours.encode(line)).toEqual(words);
  expect(loadTokenizer(overBlanks).encode(line)).not.toEqual(words);
});

it('leaves merges out at random and keeps the text', () => {
  const ours = loadTokenizer(llama);
  const text = mobyDick().slice(200_000, 201_000);
  const encode = (dropout: number) => ours.encodeWithDropout?.(text, dropout, new Rng(1)) ?? [];
  expect(encode(0)).toEqual(ours.encode(text));
  expect(encode(0.3).length).toBeGreaterThan(encode(0).length);
  for (const dropout of [0.1, 0.5, 1]) expect(ours.decode(encode(dropout))).toBe(text);
});

it('streams what it decodes, with the first blank where it goes on', () => {
  const ours = loadTokenizer(llama);
  const streamed = (text: string, begins: boolean) => {
    const stream = new StreamDecoder(ours, begins);
    const parts = ours.encode(text).map((id) => stream.push(id));
    return parts.join('') + stream.end();
  };
  for (const text of ['The 鯨 and 🐋\nzig-zag', '鯨', ' two', '  ', '\n']) {
    expect(streamed(text, true)).toBe(text);
    expect(streamed(text, false)).toBe(` ${text}`);
  }
});

it('takes the end of text that is special: </s> of Llama 2, <eos> of Gemma, where </s> is a tag', () => {
  expect(loadTokenizer(llama).endOfTextId).toBe(2);
  const gemma = {
    ...llama,
    ...forms.Gemma,
    added_tokens: [{ ...addedToken(2, '</s>'), special: false }, addedToken(sizeOf(llama), '<eos>')],
  };
  expect(loadTokenizer(gemma).endOfTextId).toBe(sizeOf(llama));
});

describe('is not quadratic', () => {
  it.each([
    ['one letter', 'a'],
    ['blanks', ' '],
    ['a character of bytes', '鯨'],
    ['words without blanks', 'whaleofthe'],
  ])('%s, a million characters', (_, part) => {
    const text = part.repeat(1e6 / part.length);
    for (const file of [llama, overBlanks]) {
      const ours = loadTokenizer(file);
      const before = process.cpuUsage();
      const ids = ours.encode(text);
      const { user, system } = process.cpuUsage(before);
      expect(ours.decode(ids) === text).toBe(true);
      // Some 1 s; quadratic would be minutes.
      expect((user + system) / 1e6).toBeLessThan(10);
    }
  });
});

it('minds thousands of added tokens little, as Gemma 3 has them', () => {
  const size = sizeOf(llama);
  const many = Array.from({ length: 6000 }, (_, i) => addedToken(size + i, `<unused${i}>`));
  const ours = loadTokenizer(withTokens({ ...llama, ...forms.Gemma }, ...many));
  expect(ours.encode('a<unused12>b<unused1><unused')).toEqual([
    ...ours.encode('a'),
    size + 12,
    ...ours.encode('b', true),
    size + 1,
    ...ours.encode('<unused', true),
  ]);
  const before = process.cpuUsage();
  for (const line of mobyDick().split('\n')) ours.encode(`${line}<${line}`);
  const { user, system } = process.cpuUsage(before);
  // 0.3 s; each searched for by itself, 4.
  expect((user + system) / 1e6).toBeLessThan(2);
});

describe('files that are damaged or ask for something else are refused with the place', () => {
  const model = (changes: object) => (file: TokenizerFile) => ({ ...file, model: { ...modelOf(file), ...changes } });
  const { vocab, merges } = modelOf(llama) as { vocab: Record<string, number>; merges: string[] };
  const without = (token: string) =>
    Object.fromEntries(Object.entries(vocab).map(([known, id]) => [known === token ? 'unused' : known, id]));

  it.each<[string, string, (file: TokenizerFile) => TokenizerFile]>([
    ['no normalizer', 'normalizer', (f) => ({ ...f, normalizer: null })],
    ['another normalizer', 'normalizer', (f) => ({ ...f, normalizer: { type: 'NFKC' } })],
    ['an empty sequence', 'normalizer', (f) => ({ ...f, normalizer: { type: 'Sequence' } })],
    ['another pre-tokenizer', 'pre_tokenizer', (f) => ({ ...f, pre_tokenizer: { type: 'ByteLevel' } })],
    ['another mark', 'pre_tokenizer', (f) => ({ ...f, pre_tokenizer: { type: 'Metaspace', replacement: '_' } })],
    ['another decoder', 'decoder', (f) => ({ ...f, decoder: { type: 'ByteLevel' } })],
    ['half a decoder', 'decoder', (f) => ({ ...f, decoder: { type: 'Sequence', decoders: [{ type: 'Fuse' }] } })],
    ['whole words first', 'model.ignore_merges', model({ ignore_merges: true })],
    ['a suffix', 'model.end_of_word_suffix', model({ end_of_word_suffix: '</w>' })],
    ['a byte missing', 'model.vocab', model({ vocab: without('<0x41>') })],
    ['a merge of nothing known', 'model.merges', model({ merges: ['t zzz'] })],
    ['a merge twice', 'model.merges', model({ merges: [...merges, ...merges.slice(0, 1)] })],
    ['a merge of one', 'model.merges', model({ merges: [['a']] })],
    [
      'a merge of bytes',
      'model.merges',
      model({ merges: ['<0x41> a'], vocab: { ...vocab, '<0x41>a': sizeOf(llama) } }),
    ],
    ['a gap in the ids', 'model.vocab', model({ vocab: { ...vocab, zzz: 9999 } })],
  ])('%s', (_, part, spoil) => {
    try {
      loadTokenizer(spoil(llama));
    } catch (error) {
      expect(error instanceof LoamError ? error.report : error).toMatchObject({
        code: 'tokenizer/unreadable',
        where: `tokenizer.json, ${part}`,
      });
      return;
    }
    expect.unreachable();
  });
});
