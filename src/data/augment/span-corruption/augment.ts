import type { Rng } from '@/base/rng';
import { countNouns } from '../count-nouns';
import { type AugmentCode, numberOf } from '../entry';
import { joinWords, splitWords } from '../words';
import { ANSWER, SENTINELS } from './index';

export const spanCorruptionCode: AugmentCode<'text'> = {
  create: (options) => {
    const density = numberOf(options, 'density');
    const meanLength = numberOf(options, 'meanLength');
    const size = numberOf(options, 'window');
    return (text, rng) => {
      if (text.includes('<extra_id_') || text.includes(ANSWER)) return undefined;
      const { lead, words, gaps } = splitWords(text);
      let value = lead;
      let spans = 0;
      let taken = 0;
      for (let from = 0; from < words.length; from += size) {
        const to = Math.min(words.length, from + size);
        const lengths = spanLengths(to - from, density, meanLength, rng);
        const corrupted = lengths ? corrupt(words.slice(from, to), gaps.slice(from, to), lengths) : undefined;
        value += corrupted ?? joinWords({ lead: '', words: words.slice(from, to), gaps: gaps.slice(from, to) });
        spans += lengths?.noise.length ?? 0;
        taken += lengths?.noise.reduce((sum, n) => sum + n, 0) ?? 0;
      }
      if (spans === 0) return undefined;
      return { value, done: `${countNouns([[taken, 'word']])} in ${countNouns([[spans, 'span']])} taken out` };
    };
  },
};

interface SpanLengths {
  /** Words that stay before each span; the first may not be zero. */
  readonly kept: readonly number[];
  readonly noise: readonly number[];
}

/** T5's `random_spans_noise_mask`: as many spans as density and mean length say, both kinds cut at random places, text first. */
function spanLengths(words: number, density: number, meanLength: number, rng: Rng): SpanLengths | undefined {
  if (words < 2) return undefined;
  const noise = Math.min(Math.max(Math.round(words * density), 1), words - 1);
  const most = Math.min(noise, words - noise, SENTINELS.length - 1); // the last sentinel ends the list
  const spans = Math.min(Math.max(Math.round(noise / meanLength), 1), most);
  return { kept: cutAtRandom(words - noise, spans, rng), noise: cutAtRandom(noise, spans, rng) };
}

/** `total` as a sum of `parts` numbers of at least one, all such sums alike. */
function cutAtRandom(total: number, parts: number, rng: Rng): number[] {
  const places = rng
    .shuffle(Array.from({ length: total - 1 }, (_, i) => i + 1))
    .slice(0, parts - 1)
    .sort((a, b) => a - b);
  const edges = [0, ...places, total];
  return edges.slice(1).map((edge, i) => edge - (edges[i] ?? 0));
}

function corrupt(words: readonly string[], gaps: readonly string[], { kept, noise }: SpanLengths): string {
  const stretch = (from: number, to: number) =>
    joinWords({ lead: '', words: words.slice(from, to), gaps: gaps.slice(from, to) });
  let question = '';
  let answer = ANSWER;
  let at = 0;
  noise.forEach((length, i) => {
    const start = at + (kept[i] ?? 0);
    const end = start + length;
    // White space behind a span stays in the text: putting the span in place of its mark gives the text back.
    const gap = gaps[end - 1] ?? '';
    const span = stretch(start, end);
    question += stretch(at, start) + SENTINELS[i] + gap;
    answer += SENTINELS[i] + span.slice(0, span.length - gap.length);
    at = end;
  });
  return `${question}${answer}${SENTINELS[noise.length]}\n`;
}
