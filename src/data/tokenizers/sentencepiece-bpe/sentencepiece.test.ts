import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTokenizer } from '../load-tokenizer';
import { compilerMessages } from '../testing/real-lines';
import { mixedScripts, mobyDick } from '../testing/samples';
import { bpeFile } from './testing/bpe-file';
import { installed, SentencePiece } from './testing/sentencepiece';

const sentencePiece = new SentencePiece();
afterAll(() => sentencePiece.remove());

describe("the ids of Debian's sentencepiece on its own BPE model, and of @huggingface/tokenizers, on every line", () => {
  it.for([
    ['English', () => mobyDick().slice(100_000, 400_000).split('\n'), 2000],
    ['Russian and English', () => [...compilerMessages('ru'), ...mobyDick().slice(0, 100_000).split('\n')], 2500],
    ['Japanese', () => compilerMessages('ja'), 2500],
  ] as const)('%s', ([, source, size], context) => {
    if (!installed) return context.skip("Debian's sentencepiece is not installed");
    const real = source().filter((line) => line.trim() !== '' && !line.includes('\r'));
    // Half of the lines: the other half has characters that the model does not know.
    const model = sentencePiece.train(
      real.filter((_, i) => i % 2 === 0),
      size,
    );
    const awkward = mixedScripts.split('\n').filter((line) => line !== '' && !/<\||\r/.test(line));
    const lines = [...real, ...awkward, '  two  blanks   and    four ', ' one', 'one '];
    const file = bpeFile(model);
    const ours = loadTokenizer(file);
    const huggingFace = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
    const theirs = sentencePiece.encode(lines);
    expect(theirs).toHaveLength(lines.length);
    expect(ours.vocabularySize).toBe(size);
    expect(ours.endOfTextId).toBe(2);
    let bytes = 0;
    const wrong = lines.flatMap((line, i) => {
      const ids = ours.encode(line);
      bytes += ids.filter((id) => id > 2 && id < 259).length;
      const reader = huggingFace.encode(line, { add_special_tokens: false }).ids;
      const same = ids.join(' ') === theirs[i] && ids.join(' ') === reader.join(' ');
      return same && ours.decode(ids) === line ? [] : [{ line, ids, reader, theirs: theirs[i] }];
    });
    expect(wrong).toEqual([]);
    expect(bytes).toBeGreaterThan(100);
  });
});
