import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultsOf } from '@/base/options';
import type { Tokenizer, TokenizerFile } from './entry';
import { tokenizers } from './index';
import { loadTokenizer } from './load-tokenizer';
import { anyText, mixedScripts, mobyDick, texts, wellFormed } from './testing/samples';

const idle = { onProgress: () => {}, signal: new AbortController().signal };

/** The independent reader, given what lies on disk. */
function oracle(file: TokenizerFile): { encode(text: string): number[]; decode(ids: number[]): string } {
  const reader = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
  return {
    encode: (text) => (text === '' ? [] : reader.encode(text, { add_special_tokens: false }).ids),
    decode: (ids) => (ids.length === 0 ? '' : reader.decode(ids, { clean_up_tokenization_spaces: false })),
  };
}

describe.each(tokenizers.entries)('$id', (entry) => {
  /** What decoding must give back: the text, or where white space is lost a text that has the same ids. */
  const expectBack = (tokenizer: Tokenizer, ids: number[], text: string) => {
    const back = tokenizer.decode(ids);
    if (entry.lossy === undefined) expect(back).toBe(text);
    else expect(tokenizer.encode(back)).toEqual(ids);
  };
  const moby = mobyDick();
  let ours: Tokenizer;
  let theirs: ReturnType<typeof oracle>;

  beforeAll(async () => {
    const trainer = await entry.load();
    const file = await trainer.train(texts(moby, mixedScripts), defaultsOf(entry.options), idle);
    ours = loadTokenizer(file);
    theirs = oracle(file);
  }, 60_000);

  it('gives the ids of @huggingface/tokenizers on chapters of Moby Dick as a whole and back', () => {
    const chapters = moby.slice(200_000, 300_000);
    const ids = ours.encode(chapters);
    expect(ids).toEqual(theirs.encode(chapters));
    expectBack(ours, ids, chapters);
    if (entry.id === 'bytes') expect(ids.length).toBe(new TextEncoder().encode(chapters).length);
    else expect(ids.length).toBeLessThan(entry.id === 'characters' ? chapters.length + 1 : chapters.length / 2);
  });

  it('gives the same ids on lines from all over Moby Dick', () => {
    // Every sixth line once: the oracle takes its time.
    const lines = [...new Set(moby.split('\n'))].filter((_, i) => i % 6 === 0);
    for (const line of lines) expect(ours.encode(line)).toEqual(theirs.encode(line));
  });

  it('gives the same ids and texts on mixed scripts', () => {
    for (const text of [mixedScripts, ...mixedScripts.split('\n')]) {
      const ids = ours.encode(text);
      expect(ids).toEqual(theirs.encode(text));
      expectBack(ours, ids, text);
      expect(theirs.decode(ids)).toBe(ours.decode(ids));
    }
  });

  it('gives the same ids on any string, lone surrogates and special tokens included', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const ids = ours.encode(text);
        expect(ids).toEqual(theirs.encode(text));
        expect(ours.decode(ids)).toBe(theirs.decode(ids));
      }),
      { numRuns: 800, seed: 7 },
    );
  });

  it('decodes any ids as the oracle does, also in the middle of characters', () => {
    const id = fc.integer({ min: 0, max: ours.vocabularySize - 1 });
    fc.assert(
      fc.property(fc.array(id, { maxLength: 20 }), (ids) => {
        expect(ours.decode(ids)).toBe(theirs.decode(ids));
        if (entry.lossy !== undefined) return; // blanks between pieces are in no piece
        const bytes = ids.flatMap((one) => [...ours.bytesOf(one)]);
        expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes))).toBe(ours.decode(ids));
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('has the end of text at id 0 and finds it in texts', () => {
    expect(ours.endOfTextId).toBe(0);
    expect(ours.encode('<|endoftext|>')).toEqual([0]);
    expect(ours.encode('a<|endoftext|>b')).toContain(0);
    expect(ours.decode([0])).toBe('<|endoftext|>');
  });

  it('refuses ids outside the vocabulary', () => {
    expect(() => ours.decode([ours.vocabularySize])).toThrow(RangeError);
    expect(() => ours.bytesOf(-1)).toThrow(RangeError);
  });

  it('loads the same from the file on disk', () => {
    const again = loadTokenizer(JSON.parse(JSON.stringify(ours.file)));
    expect(again.encode(mixedScripts)).toEqual(ours.encode(mixedScripts));
    expect(again.vocabularySize).toBe(ours.vocabularySize);
  });

  it('trains the same file however the text is cut before words', async () => {
    const trainer = await entry.load();
    const text = moby.slice(0, 20_000);
    const sized = Object.hasOwn(entry.options, 'vocabularySize');
    const options = sized ? { vocabularySize: 400 } : defaultsOf(entry.options);
    const whole = await trainer.train(texts(text), options, idle);
    const pieces = await trainer.train(texts(...text.split(/(?<=\S)(?=\s)/)), options, idle);
    expect(pieces).toEqual(whole);
  });

  it('stops when cancelled, with an AbortError', async () => {
    const trainer = await entry.load();
    const cancel = new AbortController();
    async function* endless() {
      for (;;) yield moby.slice(0, 100_000);
    }
    // Bytes have nothing to learn: they end at once, or do not begin.
    if (entry.id === 'bytes') cancel.abort();
    setTimeout(() => cancel.abort(), 120);
    const training = trainer.train(endless(), defaultsOf(entry.options), { ...idle, signal: cancel.signal });
    await expect(training).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it.each(['byte-bpe', 'unigram'])('%s keeps every well-formed text', async (id) => {
  const trainer = await tokenizers.get(id).load();
  const tokenizer = loadTokenizer(
    await trainer.train(texts(mobyDick().slice(0, 50_000)), { vocabularySize: 600 }, idle),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(wellFormed(text));
    }),
    { numRuns: 500, seed: 3 },
  );
});
