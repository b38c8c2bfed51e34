import { describe, expect, it } from 'vitest';
import { cleaningSteps } from '../cleaning';
import { tokenizers } from '../tokenizers';
import { loadTokenizer } from '../tokenizers/load-tokenizer';
import { defaultPrepareConfig, smallerVocabulary } from './default-config';

it('lists every cleaning step and has on what suits any text', () => {
  const { steps } = defaultPrepareConfig(1e6);
  expect(steps.map(({ id }) => id)).toEqual(cleaningSteps.ids);
  expect(steps.filter(({ on }) => on).map(({ id }) => id)).toEqual([
    'unicode-nfc',
    'control-characters',
    'white-space',
    'missing-values',
    'empty-documents',
    'exact-duplicates',
  ]);
});

describe('smallerVocabulary', () => {
  it('keeps half of the merges that the text supports', () => {
    expect(smallerVocabulary(512, 411)).toBe(334);
    expect(smallerVocabulary(512, 257)).toBe(257);
  });

  it('takes what any text supports when nothing is known', () => {
    expect(smallerVocabulary(512)).toBe(257);
  });

  it('is a size that the text then does support, and better than none', async () => {
    async function* text() {
      yield 'the quick brown fox jumps over a lazy dog while rain falls on green hills. '.repeat(50);
    }
    const trainer = await tokenizers.get('byte-bpe').load();
    const context = { onProgress: () => {}, signal: new AbortController().signal };
    const refusal = await trainer.train(text(), { vocabularySize: 4096 }, context).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ report: { code: 'tokenizer/vocabulary-too-large', most: expect.any(Number) } });
    const { most } = (refusal as { report: { most: number } }).report;
    const vocabularySize = smallerVocabulary(4096, most);
    const tokenizer = loadTokenizer(await trainer.train(text(), { vocabularySize }, context));
    expect(tokenizer.vocabularySize).toBe(vocabularySize);
    expect(tokenizer.encode('brown fox').length).toBeLessThan('brown fox'.length);
  });
});
