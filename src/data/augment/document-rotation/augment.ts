import type { AugmentCode } from '../entry';
import { gapBetween, joinWords, splitWords } from '../words';

export const documentRotationCode: AugmentCode<'text'> = {
  create: () => (text, rng) => {
    const { lead, words, gaps } = splitWords(text);
    if (words.length < 2) return undefined;
    const start = 1 + rng.integer(words.length - 1);
    const turn = <T>(items: readonly T[], by: number) => [...items.slice(by), ...items.slice(0, by)];
    // The gap at the cut comes to stand where the ends meet, so that no character is lost.
    const inner = gaps.slice(0, -1);
    const seam = inner[start - 1] || gapBetween(words.at(-1) ?? '', words[0] ?? '');
    const value = joinWords({
      lead,
      words: turn(words, start),
      gaps: [...inner.slice(start), seam, ...inner.slice(0, start - 1), gaps.at(-1) ?? ''],
    });
    if (value === text) return undefined;
    return {
      value,
      done: `starts at word ${(start + 1).toLocaleString('en')} of ${words.length.toLocaleString('en')}`,
    };
  },
};
