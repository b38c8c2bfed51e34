import { describe, expect, it } from 'vitest';
import { models } from '@/ml/models';
import { exportFixture } from '../testing/export-fixture';
import { bytes, duration, fenced, plain } from './markdown';
import { modelCard } from './model-card';

const card = (input = exportFixture('llama')) =>
  modelCard(input, models.get(input.config.model.id), {
    options: input.config.model.options,
    vocabularySize: input.dataset.tokenizer.vocabularySize,
  });

describe('the model card', () => {
  it('begins with front matter that the Hub reads', () => {
    expect(card()).toMatch(
      /^---\nlibrary_name: transformers\npipeline_tag: text-generation\ntags:\n(- \w+\n)+---\n\n# /,
    );
  });

  it('tells results against guessing and the unigram model', () => {
    expect(card()).toContain('| Loss, nats per token | 1.6200 | 2.4000 | 2.7726 |');
    expect(card()).toContain('curves.svg');
  });

  it('tells where the text came from and what cleaning did', () => {
    expect(card()).toContain('| letters\\|1.txt | file | 12.3 kB | 3 | utf-8, windows-1252 |');
    expect(card()).toContain('| Unicode NFC | 3 | 1 | 2 (2 duplicate) |');
    expect(card()).toContain('Switched off: Exact duplicates.');
  });

  it('has every option of every part by its name', () => {
    const text = card();
    for (const name of ['layers', 'kvHeads', 'batchSize', 'gradientClip', 'beta2', 'weightDecay', 'minimumCount'])
      expect(text, name).toContain(`\`${name}\``);
  });

  it('keeps names from becoming markup, and a sample inside its block', () => {
    const input = exportFixture('gpt2');
    const text = card({ ...input, config: { ...input.config, name: 'a\n# <img src=x> [b](c)' } });
    expect(text).toContain('# a \\# \\<img src=x\\> \\[b\\](c)\n');
    expect(text).toContain('````text\nabc\n```\nde\n````');
  });

  it('says of llama.cpp only what is so for the tokenizer', () => {
    expect(card()).toContain('llama.cpp cannot read it');
    const input = exportFixture('llama');
    const tokenizer = { ...input.dataset.tokenizer, id: 'byte-bpe' };
    const preparation = {
      ...input.dataset.preparation,
      tokenizer: { id: 'byte-bpe', options: { vocabularySize: 300 } },
    };
    expect(card({ ...input, dataset: { ...input.dataset, tokenizer, preparation } })).toContain(
      'convert_hf_to_gguf.py',
    );
  });
});

describe('Markdown', () => {
  it.each([
    ['plain text, with marks.', 'plain text, with marks.'],
    ['a|b', 'a\\|b'],
    [' two\r\nlines\t', 'two lines'],
    ['`code` *bold* _i_ ~s~', '\\`code\\` \\*bold\\* \\_i\\_ \\~s\\~'],
  ])('plain(%j)', (text, expected) => expect(plain(text)).toBe(expected));

  it('fences are longer than what they hold', () => {
    expect(fenced('````')).toBe('`````\n````\n`````');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [12_345, '12.3 kB'],
    [999_600, '1 MB'],
    [3.2e9, '3.2 GB'],
  ])('bytes(%d)', (value, expected) => expect(bytes(value)).toBe(expected));

  it.each([
    [4.4, '4 s'],
    [760, '12 min 40 s'],
    [7500, '2 h 05 min'],
  ])('duration(%d)', (value, expected) => expect(duration(value)).toBe(expected));
});
