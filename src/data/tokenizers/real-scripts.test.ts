import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '@/base/options';
import { tokenizers } from './index';
import { loadTokenizer } from './load-tokenizer';
import { compilerMessages, isoNames } from './testing/real-lines';
import { texts } from './testing/samples';

const idle = { onProgress: () => {}, signal: new AbortController().signal };

/** Real corpora, each in a script of its own: how many lines there are at least, and a vocabulary that they support. */
const corpora = [
  { script: 'Latin (Turkish)', lines: () => compilerMessages('tr'), least: 1900, vocabularySize: 1200 },
  { script: 'Cyrillic (Russian)', lines: () => compilerMessages('ru'), least: 1900, vocabularySize: 1200 },
  { script: 'Han and Kana (Japanese)', lines: () => compilerMessages('ja'), least: 1900, vocabularySize: 1200 },
  { script: 'Hangul (Korean)', lines: () => compilerMessages('ko'), least: 1900, vocabularySize: 1200 },
  { script: 'Arabic', lines: () => isoNames('ar'), least: 500, vocabularySize: 500 },
  { script: 'Devanagari (Hindi)', lines: () => isoNames('hi'), least: 400, vocabularySize: 400 },
] as const;

describe.each(corpora)('$script', ({ lines: corpus, least, vocabularySize }) => {
  it.for(tokenizers.entries)('$id gives the ids of @huggingface/tokenizers on every line', async (entry, context) => {
    const lines = corpus();
    if (!lines) return context.skip("Debian's iso-codes is not installed");
    expect(lines.length).toBeGreaterThan(least);
    const trainer = await entry.load();
    const options = Object.hasOwn(entry.options, 'vocabularySize') ? { vocabularySize } : defaultsOf(entry.options);
    const file = await trainer.train(texts(lines.join('\n')), options, idle);
    const ours = loadTokenizer(file);
    const theirs = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
    let ids = 0;
    for (const line of lines) {
      const own = ours.encode(line);
      expect(own, line).toEqual(theirs.encode(line, { add_special_tokens: false }).ids);
      ids += own.length;
    }
    expect(ids).toBeLessThan(new TextEncoder().encode(lines.join('')).length + (entry.id === 'bytes' ? 1 : 0));
  });
});
