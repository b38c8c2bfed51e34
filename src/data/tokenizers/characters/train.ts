import { AddedTokens } from '../added-tokens';
import { Breather } from '../breather';
import { END_OF_TEXT } from '../end-of-text';
import type { TokenizerTrainer } from '../entry';
import { readSpecialTokens, withSpecialTokens } from '../special-tokens';
import { characterFile, UNKNOWN } from './tokenizer-file';

/** Counts code points and keeps those seen often enough, in order of code point. Lone surrogates are no characters. */
export const characterTrainer: TokenizerTrainer = {
  async train(texts, options, { onProgress, signal }) {
    const minimum = typeof options.minimumCount === 'number' ? options.minimumCount : 1;
    const specialTokens = readSpecialTokens(options).filter((token) => token !== UNKNOWN);
    const special = new AddedTokens(new Map([END_OF_TEXT, UNKNOWN, ...specialTokens].map((token, id) => [token, id])));
    const counts = new Float64Array(0x110000);
    const breather = new Breather(signal);
    let done = 0;
    for await (const text of texts) {
      special.split(
        text,
        (from, to) => count(text, from, to, counts),
        () => {},
      );
      done += text.length;
      if (breather.due) {
        onProgress({ label: 'Counting characters', done, total: 0, unit: 'bytes' });
        await breather.breathe();
      }
    }
    const kept: string[] = [];
    counts.forEach((seen, codePoint) => {
      if (seen > 0 && seen >= minimum) kept.push(String.fromCodePoint(codePoint));
    });
    return withSpecialTokens(characterFile(kept), specialTokens, kept.length + 2);
  },
};

function count(text: string, from: number, to: number, counts: Float64Array): void {
  for (let i = from; i < to; i++) {
    const codePoint = text.codePointAt(i) ?? 0;
    if (codePoint > 0xffff) i++;
    if ((codePoint & 0x1ff800) !== 0xd800) counts[codePoint] = (counts[codePoint] ?? 0) + 1;
  }
}
