import { describe, expect, it } from 'vitest';
import { LLAMA3_PATTERN } from '@/data/tokenizers/byte-bpe/llama3-words';
import { baseTokens, byteBpeFile } from '@/data/tokenizers/byte-bpe/tokenizer-file';
import { learnedFile } from '@/data/tokenizers/sentencepiece-bpe/testing/learned-file';
import { unigramFile } from '@/data/tokenizers/unigram/tokenizer-file';
import { wordPieceFile } from '@/data/tokenizers/word-piece/tokenizer-file';
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
    const sentencePiece = card(exportFixture('llama', {}, learnedFile()));
    expect(sentencePiece).toContain('Tokenizer: SentencePiece BPE');
    expect(sentencePiece).toContain('With llama.cpp it was not tried');
    const ours = byteBpeFile(baseTokens(), []);
    const llama3 = {
      ...ours,
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [
          { type: 'Split', pattern: { Regex: LLAMA3_PATTERN }, behavior: 'Isolated', invert: false },
          { type: 'ByteLevel', add_prefix_space: false, use_regex: false },
        ],
      },
    };
    expect(card(exportFixture('llama', {}, ours))).toMatch(/answer `"gpt-2"`[\s\S]*convert_hf_to_gguf.py/);
    expect(card(exportFixture('llama', {}, llama3))).toContain('answer `"llama-bpe"`');
    const pieces = [
      ['<|endoftext|>', 0],
      ['a', -1],
    ] as const;
    expect(card(exportFixture('llama', {}, unigramFile(pieces)))).toContain('llama.cpp cannot read it');
  });

  it('says of an imported tokenizer where it came from, and how to leave out what its reader would add', () => {
    const file = { ...wordPieceFile(['a', '##b'], true), post_processor: { type: 'TemplateProcessing' } };
    const input = exportFixture('llama', {}, file);
    const importedTokenizer = { id: 'x', name: 'bert|base.json', vocabularySize: 4 };
    const preparation = { ...input.dataset.preparation, importedTokenizer };
    const text = card({ ...input, dataset: { ...input.dataset, preparation } });
    expect(text).toContain('Tokenizer: WordPiece, 4 tokens, imported from bert\\|base.json.');
    expect(text).toContain('**Tokenizer: imported from bert\\|base.json**');
    expect(text).toContain('tokenizer("The", return_tensors="pt", add_special_tokens=False)');
    expect(text).not.toContain('minimumCount');
    expect(card()).toContain('tokenizer("The", return_tensors="pt")');
    expect(card()).toContain('Tokenizer: Characters, 16 tokens, trained on the training side.');
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
