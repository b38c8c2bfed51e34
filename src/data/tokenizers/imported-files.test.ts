import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoamError } from '@/base/errors';
import { LLAMA3_PATTERN, QWEN2_PATTERN } from './byte-bpe/llama3-words';
import { byteBpeTrainer } from './byte-bpe/train';
import type { TokenizerFile } from './entry';
import { loadTokenizer } from './load-tokenizer';
import { learnedFile } from './sentencepiece-bpe/testing/learned-file';
import { addedToken } from './special-tokens';
import { StreamDecoder } from './stream-decoder';
import { r50k } from './testing/r50k';
import { anyText, mixedScripts, mobyDick, texts } from './testing/samples';
import { wordPieceTrainer } from './word-piece/train';

const idle = { onProgress: () => {}, signal: new AbortController().signal };
const sample = mobyDick().slice(100_000, 160_000);
const lines = [...sample.split('\n').filter((_, i) => i % 5 === 0), ...mixedScripts.split('\n'), mixedScripts];
const onDisk = (file: TokenizerFile): TokenizerFile => JSON.parse(JSON.stringify(file));

/** Ids equal those of @huggingface/tokenizers on lines and on any text. */
function expectSameIds(file: TokenizerFile, numRuns = 400): void {
  const ours = loadTokenizer(onDisk(file));
  const theirs = new HuggingFace(onDisk(file) as object, {});
  const check = (text: string): void => {
    expect(ours.encode(text)).toEqual(text === '' ? [] : theirs.encode(text, { add_special_tokens: false }).ids);
  };
  for (const line of lines) check(line);
  fc.assert(fc.property(anyText, check), { numRuns, seed: 4 });
}

/** A file of the Llama 3 and Qwen 2 kind around our own merges. */
async function llama3(pattern: string, changes: object = {}): Promise<TokenizerFile> {
  const made = await byteBpeTrainer.train(texts(sample, mixedScripts), { vocabularySize: 700 }, idle);
  return {
    ...made,
    added_tokens: [addedToken(0, '<|end_of_text|>'), addedToken(700, '<|start_header_id|>')],
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    model: { ...renamed(made), ignore_merges: true },
    ...changes,
  };
}

function renamed(file: TokenizerFile): object {
  const model = file.model as { vocab: Record<string, number> };
  const { '<|endoftext|>': id, ...others } = model.vocab;
  return { ...model, vocab: { '<|end_of_text|>': id, ...others } };
}

/** A SentencePiece-like vocabulary: words and characters of the sample with their frequencies. */
function metaspace(scheme: string): TokenizerFile {
  const counts = new Map<string, number>();
  const add = (piece: string) => counts.set(piece, (counts.get(piece) ?? 0) + 1);
  for (const word of sample.split(/\s+/)) {
    add(`\u2581${word}`);
    for (let at = 0; at + 3 <= word.length; at++) add(word.slice(at, at + 3));
    for (const character of word) add(character);
    add('\u2581');
  }
  const kept = [...counts].filter(([, count]) => count > 2);
  const total = kept.reduce((sum, [, count]) => sum + count, 0);
  // No two alike, as EM leaves them: between equal ways the oracle decides by the rounding of all that stood before.
  const vocab = kept.map(([piece, count], i) => [piece, Math.log((count + i / 7001) / total)]);
  return {
    added_tokens: [addedToken(0, '</s>'), addedToken(1, '<unk>')],
    normalizer: null,
    pre_tokenizer: { type: 'Metaspace', replacement: '\u2581', prepend_scheme: scheme, split: true },
    post_processor: null,
    decoder: { type: 'Metaspace', replacement: '\u2581', prepend_scheme: scheme },
    model: { type: 'Unigram', unk_id: 1, byte_fallback: false, vocab: [['</s>', 0], ['<unk>', 0], ...vocab] },
  };
}

describe('imported files give the ids of @huggingface/tokenizers', () => {
  it.each([
    ['Llama 3', LLAMA3_PATTERN, {}],
    ['Qwen 2', QWEN2_PATTERN, { normalizer: { type: 'NFC' } }],
  ])('%s', async (_, pattern, changes) => expectSameIds(await llama3(pattern, changes)));

  it.each(['always', 'first', 'never'])('Unigram with Metaspace, blank put before %s', (scheme) => {
    const file = metaspace(scheme);
    expectSameIds(file);
    const ours = loadTokenizer(file);
    const theirs = new HuggingFace(onDisk(file) as object, {});
    const ids = ours.encode('  The whale, the whale!');
    expect(ours.decode(ids)).toBe(theirs.decode(ids, { clean_up_tokenization_spaces: false }));
    expect(loadTokenizer(file).endOfTextId).toBe(0);
  });

  it.each([
    { lowercase: true, clean_text: false },
    { lowercase: false, handle_chinese_chars: false },
    { lowercase: false, strip_accents: true },
    { lowercase: true, strip_accents: false },
  ])('WordPiece with %o', async (changes) => {
    const made = await wordPieceTrainer.train(texts(sample, mixedScripts), { vocabularySize: 900 }, idle);
    const normalizer = { ...(made.normalizer as object), ...changes };
    const model = { ...(made.model as object), max_input_chars_per_word: 12 };
    expectSameIds({ ...made, normalizer, model }, 200);
  });
});

it("decodes as BERT's decoder cleans up", async () => {
  const made = await wordPieceTrainer.train(texts(sample, mixedScripts), { vocabularySize: 900 }, idle);
  const file = { ...made, decoder: { type: 'WordPiece', prefix: '##', cleanup: true } };
  const ours = loadTokenizer(file);
  const theirs = new HuggingFace(onDisk(file) as object, {});
  const line = "call me ishmael. what, the whale? don't! 'tis";
  const ids = ours.encode(line);
  expect(ours.decode(ids)).toContain('ishmael. what, the whale?');
  const id = fc.integer({ min: 0, max: ours.vocabularySize - 1 });
  fc.assert(
    fc.property(fc.array(id, { minLength: 1, maxLength: 12 }), (any) => {
      expect(ours.decode(any)).toBe(theirs.decode(any, { clean_up_tokenization_spaces: false }));
    }),
    { numRuns: 300, seed: 5 },
  );
  // The playground streams bytes: the same, but for the blank before the first word.
  const stream = new StreamDecoder(ours);
  expect(ids.map((one) => stream.push(one)).join('') + stream.end()).toBe(` ${ours.decode(ids)}`);
});

it("takes the white space before RoBERTa's mask away", async () => {
  const made = await llama3(LLAMA3_PATTERN);
  const mask = { ...addedToken(701, '<mask>'), lstrip: true };
  const file = { ...made, added_tokens: [...(made.added_tokens as object[]), mask] };
  const ours = loadTokenizer(file);
  expect(ours.encode('a \n <mask> b')).toEqual([...ours.encode('a'), 701, ...ours.encode(' b')]);
  const theirs = new HuggingFace(onDisk(file) as object, {});
  for (const text of ['a <mask>', '  <mask><mask> <mask>b', '<mask>', 'a\n<mask>\n', '<|end_of_text|> <mask>'])
    expect(ours.encode(text)).toEqual(theirs.encode(text, { add_special_tokens: false }).ids);
});

describe("GPT-2's own vocabulary", () => {
  it('gives the ids of gpt-tokenizer', async () => {
    const { file, theirs } = await r50k();
    const ours = loadTokenizer(file);
    expect(ours.endOfTextId).toBe(50256);
    expect(ours.encode(sample)).toEqual(theirs(sample));
    // JavaScript's white space, which gpt-tokenizer has, differs from Unicode's in two characters.
    for (const line of mixedScripts.split('\n'))
      if (!/[\u0085\ufeff]|<\|endoftext/.test(line)) expect(ours.encode(line)).toEqual(theirs(line));
  });
});

describe('special tokens of the option', () => {
  it.each(['byte-bpe', 'unigram', 'word-piece', 'characters'])('are one id each at the end of %s', async (id) => {
    const { tokenizers } = await import('./index');
    const trainer = await tokenizers.get(id).load();
    const text = sample.slice(0, 20_000).replaceAll(' whale', '<|user|> whale');
    const options = {
      vocabularySize: 300,
      specialTokens: ' <|user|> <|x|>\t<|user|> <|endoftext|>',
    };
    const file = await trainer.train(texts(text), options, idle);
    const tokenizer = loadTokenizer(file);
    const n = tokenizer.vocabularySize;
    if (id !== 'characters') expect(n).toBe(options.vocabularySize);
    expect(tokenizer.encode('<|user|><|x|>')).toEqual([n - 2, n - 1]);
    expect(tokenizer.encode('fox<|user|>fox')).toContain(n - 2);
    expectSameIds(file, 50);
    // Cut out of the text before anything was counted.
    expect(Object.keys((file.model as { vocab: object }).vocab).filter((token) => token.includes('user'))).toEqual([]);
  });

  it('are refused when too many or too long, and not one below', async () => {
    const train = (specialTokens: string) =>
      byteBpeTrainer.train(texts('ab ab ab '.repeat(50)), { vocabularySize: 2000, specialTokens }, idle);
    const codes = async (given: string) => {
      const error: unknown = await train(given).catch((reason: unknown) => reason);
      return error instanceof LoamError ? error.report.code : 'none';
    };
    const tokens = (n: number) => Array.from({ length: n }, (_, i) => `<${i}>`).join(' ');
    expect(await codes(tokens(1025))).toBe('tokenizer/special-tokens');
    expect(await codes(tokens(1024))).toBe('tokenizer/vocabulary-too-large');
    expect(await codes('x'.repeat(65))).toBe('tokenizer/special-tokens');
    expect(await codes('x'.repeat(64))).toBe('tokenizer/vocabulary-too-large');
    expect(await codes('\ud83d')).toBe('tokenizer/special-tokens');
  });
});

describe('hostile files', () => {
  const refusal = (file: TokenizerFile) => {
    try {
      loadTokenizer(file);
      return undefined;
    } catch (error) {
      return error instanceof LoamError ? error.report : error;
    }
  };

  it.each<[string, string, (file: TokenizerFile) => TokenizerFile]>([
    ['byte fallback', 'model.byte_fallback', (f) => ({ ...f, model: { ...(f.model as object), byte_fallback: true } })],
    [
      'a normalizer',
      'normalizer',
      (f) => ({ ...f, normalizer: { type: 'Precompiled' }, added_tokens: [addedToken(0, '</s>')] }),
    ],
    ['another decoder', 'decoder', (f) => ({ ...f, decoder: { type: 'ByteLevel' } })],
    ['no unknown', 'model.unk_id', (f) => ({ ...f, model: { ...(f.model as object), unk_id: 1e9 } })],
    ['another blank', 'pre_tokenizer', (f) => ({ ...f, pre_tokenizer: { type: 'Metaspace', replacement: '_' } })],
    ['a probability above one', 'model.vocab', (f) => ({ ...f, model: { type: 'Unigram', vocab: [['</s>', 0.1]] } })],
    ['no probability', 'model.vocab', (f) => ({ ...f, model: { type: 'Unigram', vocab: [['</s>', null]] } })],
    [
      'a piece twice',
      'model.vocab',
      (f) => ({
        ...f,
        model: {
          type: 'Unigram',
          vocab: [
            ['</s>', 0],
            ['</s>', -1],
          ],
        },
      }),
    ],
    [
      'a piece over a blank',
      'model.vocab',
      (f) => ({
        ...f,
        model: {
          type: 'Unigram',
          unk_id: 0,
          vocab: [
            ['</s>', 0],
            ['<unk>', 0],
            ['\u2581', -1],
            ['a\u2581b', -1],
          ],
        },
      }),
    ],
    ['an unknown model', 'model.type', (f) => ({ ...f, model: { type: 'WordLevel', vocab: {} } })],
  ])('names the part: %s', (_, part, spoil) => {
    expect(refusal(spoil(metaspace('always')))).toMatchObject({
      code: 'tokenizer/unreadable',
      where: `tokenizer.json, ${part}`,
    });
  });

  it('are loaded or refused with a sentence, whatever stands where', async () => {
    const seeds = [
      await llama3(LLAMA3_PATTERN),
      metaspace('always'),
      { ...metaspace('always'), normalizer: t5Normalizer },
      learnedFile(),
      await wordPieceTrainer.train(texts(sample), { vocabularySize: 300 }, idle),
    ].map((file) => JSON.stringify(shortened(file)));
    const junk = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        -1,
        1e99,
        '',
        '<unk>',
        '\u2581',
        [],
        {},
        [[]],
        'BPE',
        'Unigram',
        'WordPiece',
        { type: 'Sequence' },
      ),
      fc.jsonValue(),
    );
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 4 }),
        (seed, changes) => {
          const file: TokenizerFile = JSON.parse(seed);
          for (const [where, value] of changes) replaceAt(file, where, value);
          const report = refusal(file);
          if (report === undefined) {
            const tokenizer = loadTokenizer(file);
            expect(
              tokenizer.encode('The whale 12 \ud83d').every((id) => id >= 0 && id < tokenizer.vocabularySize),
            ).toBe(true);
            return;
          }
          refused++;
          expect(report).toMatchObject({ code: 'tokenizer/unreadable' });
        },
      ),
      { numRuns: 600, seed: 9 },
    );
    expect(refused).toBeGreaterThan(150);
  });
});

/** T5's, with a table of no characters. */
const t5Normalizer = {
  type: 'Sequence',
  normalizers: [
    { type: 'Precompiled', precompiled_charsmap: 'BAAAAAAAAAA=' },
    { type: 'Strip', strip_left: false, strip_right: true },
    { type: 'Replace', pattern: { Regex: ' {2,}' }, content: '\u2581' },
  ],
};

/** So few merges and pieces that the outer parts are hit often. */
function shortened(file: TokenizerFile): TokenizerFile {
  const model = file.model as { merges?: unknown[]; vocab: unknown };
  const vocab = Array.isArray(model.vocab) ? model.vocab.slice(0, 30) : model.vocab;
  return { ...file, model: { ...model, vocab, ...(model.merges ? { merges: model.merges.slice(0, 3) } : {}) } };
}

/** Puts a value in one of the places of an object, counted through all of it. */
function replaceAt(root: unknown, where: number, value: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node).slice(0, 40)) {
      const holder = node as Record<string, unknown>;
      places.push([holder, key]);
      visit(holder[key]);
    }
  };
  visit(root);
  const [holder, key] = places[where % Math.max(1, places.length)] ?? [];
  if (holder && key !== undefined) holder[key] = value;
}
