import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '@/base/options';
import { type SignalId, TextSignals } from '../signals/text-signals';
import { cleanOne, type Options } from '../testing/clean-documents';
import { wordsFrom } from '../testing/plain-words';
import { gopherRepetition } from './index';

function measure(text: string) {
  const signals = new TextSignals();
  signals.begin();
  signals.add(text);
  return signals.end();
}

/** Rae et al. 2021, A.1.1, word for word: all occurrences of the most frequent n-gram, blanks included. */
function topShare(text: string, n: number): number {
  const words = text.split(/\s+/).filter(Boolean);
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  const most = Math.max(1, ...counts.values());
  if (most === 1) return 0;
  return Math.max(...[...counts].filter(([, c]) => c === most).map(([gram]) => gram.length * most)) / text.length;
}

/** The same: characters of n-grams that the walk met before; what a match covers does not count again. */
function repeatedShare(text: string, n: number): number {
  const words = text.split(/\s+/).filter(Boolean);
  const seen = new Set<string>();
  let characters = 0;
  for (let i = 0; i + n <= words.length; ) {
    const gram = words.slice(i, i + n).join(' ');
    if (seen.has(gram)) {
      characters += gram.length - (n - 1);
      i += n;
    } else {
      seen.add(gram);
      i++;
    }
  }
  return characters / text.length;
}

describe('n-grams', () => {
  it('are counted as by the definition, on texts of few words and of many', () => {
    const vocabulary = (size: number) => fc.array(fc.constantFrom(...wordsFrom(0, size, 6)), { maxLength: 120 });
    const any = fc.oneof(vocabulary(2), vocabulary(4), vocabulary(12), vocabulary(60));
    const phrased = fc.tuple(any, any).map(([a, b]) => [...a, ...b, ...a.slice(3), ...b]);
    fc.assert(
      fc.property(fc.oneof(any, phrased), (words) => {
        const text = words.join(' ');
        const values = measure(text);
        for (const n of [2, 3, 4] as const) expect(values[`top${n}`] ?? 0).toBe(topShare(text, n) || 0);
        for (const n of [5, 6, 7, 8, 9, 10] as const)
          expect(values[`repeated${n}`] ?? 0).toBe(repeatedShare(text, n) || 0);
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it('take no more than linear time for one word 200,000 times', () => {
    const started = performance.now();
    measure('word '.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

const defaults: Readonly<Record<string, number>> = defaultsOf(gopherRepetition.options);
/** Only this threshold counts. */
const only = (option: string): Options =>
  Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, name === option ? value : 1]));

/** So many lines (paragraphs), the last `repeated` of them as the first. */
const pieces = (repeated: number, between: string) =>
  [...wordsFrom(0, 100 - repeated, 19), ...wordsFrom(0, repeated, 19)].join(between);
/** 400 words of which the first so many come `times` times in a row, with others between. */
const phrase = (n: number) => (times: number) => {
  const one = wordsFrom(9000, n, 4);
  const others = wordsFrom(0, 400 - times * n, 4);
  const gap = Math.floor(others.length / (times + 1));
  return Array.from({ length: times + 1 }, (_, i) => [
    ...others.slice(i * gap, (i + 1) * gap),
    ...(i < times ? one : []),
  ])
    .flat()
    .join(' ');
};

const rows: readonly (readonly [option: string, signal: SignalId, text: (k: number) => string])[] = [
  ['lines', 'repeatedLines', (k) => pieces(k, '\n')],
  ['paragraphs', 'repeatedParagraphs', (k) => pieces(k, '\n\n')],
  ['lineCharacters', 'repeatedLineCharacters', (k) => pieces(k, '\n')],
  ['paragraphCharacters', 'repeatedParagraphCharacters', (k) => pieces(k, '\n\n')],
  ...([2, 3, 4] as const).map((n) => [`top${n}`, `top${n}`, phrase(n)] as const),
  ...([5, 6, 7, 8, 9, 10] as const).map((n) => [`run${n}`, `repeated${n}`, phrase(n)] as const),
];

describe('gopher-repetition', () => {
  it.each(rows)(
    '%s: the last document under the threshold stays, the first over it goes',
    async (option, signal, text) => {
      const limit = defaults[option] ?? Number.NaN;
      let k = 0;
      while ((measure(text(k + 1))[signal] ?? 0) <= limit) k++;
      const [under, over] = [measure(text(k))[signal] ?? 0, measure(text(k + 1))[signal] ?? 0];
      // Near the threshold on both sides, or this would try nothing.
      expect(under).toBeGreaterThan(limit - 0.03);
      expect(over).toBeLessThan(limit + 0.03);
      expect((await cleanOne('gopher-repetition', text(k), only(option))).reason).toBeUndefined();
      expect(gopherRepetition.reasons).toContain(
        (await cleanOne('gopher-repetition', text(k + 1), only(option))).reason,
      );
    },
  );

  it('counts lines as the paper does: 30 of 100 stay, 31 go', async () => {
    expect((await cleanOne('gopher-repetition', pieces(30, '\n'), only('lines'))).reason).toBeUndefined();
    expect((await cleanOne('gopher-repetition', pieces(31, '\n'), only('lines'))).reason).toBe('repeated lines');
  });
});
