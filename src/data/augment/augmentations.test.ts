import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '@/base/rng';
import { mixedScripts, mobyDick } from '../tokenizers/testing/samples';
import { splitClusters } from './clusters';
import { lookAlikes, neighbours } from './noise/confusions';
import { splitSentences } from './sentences';
import { parseSynonyms } from './synonyms';
import { augmenterOf, onText, smallTokenizer } from './testing/material';
import { joinWords, splitWords } from './words';

const prose = mobyDick().slice(30_000, 36_000);
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
const sorted = (text: string) => words(text).sort();
const seeds = Array.from({ length: 40 }, (_, seed) => seed);
/** How many words are not what the other text has in their place. */
const differing = (a: string, b: string) => words(a).filter((word, i) => word !== words(b)[i]).length;

describe('words, sentences and clusters', () => {
  it('are the text when joined', () => {
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...mixedScripts.split('\n'), mixedScripts));
    fc.assert(
      fc.property(any, (text) => {
        expect(joinWords(splitWords(text))).toBe(text);
        expect(joinWords(splitSentences(text))).toBe(text);
        expect(splitClusters(text).join('')).toBe(text);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('cuts where people would', () => {
    expect(splitWords(' a b  太初有e\u0301 ').words).toEqual(['a', 'b', '太', '初', '有', 'e\u0301']);
    expect(splitSentences('He came. "Why?" she said.\nNo. 3.5 of 4! 太初有道。道與神').words).toEqual([
      'He came.',
      '"Why?"',
      'she said.',
      'No.',
      '3.5 of 4!',
      '太初有道。',
      '道與神',
    ]);
    expect(splitClusters('e\u0301👨‍👩‍👧x🇩🇪🇫🇷\r\n👩🏽‍🚀')).toEqual([
      'e\u0301',
      '👨‍👩‍👧',
      'x',
      '🇩🇪',
      '🇫🇷',
      '\r\n',
      '👩🏽‍🚀',
    ]);
  });
});

describe('document rotation', () => {
  it('starts at a word and goes on from the beginning', async () => {
    const rotate = await onText('document-rotation');
    const seen = new Set(seeds.map((seed) => rotate('one two\nthree four', seed).value));
    expect(seen).toEqual(new Set(['two\nthree four one', 'three four\none two', 'four one two\nthree']));
    expect(rotate('漢字 abc', 3).value).toMatch(/^(字 abc 漢|abc 漢字)$/);
    expect(rotate(prose, 1).done).toMatch(/^starts at word [\d,]+ of [\d,]+$/);
  });
});

describe('order of sentences', () => {
  it('permutes or turns them, paragraphs keep their length', async () => {
    const any = await onText('sentence-order');
    const text = 'A. B.\n\nC. D.';
    const orders = new Set(seeds.map((seed) => any(text, seed).value).filter((value) => value !== ''));
    for (const order of orders) expect(order).toMatch(/^[A-D]\. [A-D]\.\n\n[A-D]\. [A-D]\.$/);
    expect(orders.size).toBeGreaterThan(12);
    const turn = await onText('sentence-order', { order: 'rotation' });
    expect(new Set(seeds.map((seed) => turn(text, seed).value))).toEqual(
      new Set(['B. C.\n\nD. A.', 'C. D.\n\nA. B.', 'D. A.\n\nB. C.']),
    );
  });
});

describe('reversal', () => {
  it.each([
    ['word', 'one two,\nthree', 'three\ntwo, one'],
    ['sentence', 'One. Two is!\nThree', 'Three\nTwo is! One.'],
    ['character', 'noe\u0301l 👨‍👩‍👧!', '!👨‍👩‍👧 le\u0301on'],
  ])('turns a text by %ss, and back', async (unit, text, backwards) => {
    const reverse = await onText('reversal', { unit, tag: false });
    expect(reverse(text, 0).value).toBe(backwards);
    const again = unit === 'sentence' ? 'One. Two two!\n\nThree?  Four.' : prose;
    expect(reverse(reverse(again, 0).value, 0).value).toBe(again);
    const tagged = await onText('reversal', { unit });
    expect(tagged(text, 0).value).toBe(`<|reversed|>${backwards}`);
  });
});

describe('EDA', () => {
  const synonyms = parseSynonyms('quick fast rapid\nbrown dark\nsea ocean main\n');
  const only = (option: string, share = 0.1) => ({
    ...{ synonyms: 0, insertions: 0, swaps: 0, deletions: 0 },
    [option]: share,
  });
  const text = Array.from({ length: 100 }, (_, i) => (i % 5 === 0 ? 'quick,' : `w${i}`)).join(' ');

  it('replaces a share of the words by synonyms, in their case', async () => {
    const replace = await onText('eda', only('synonyms'), { synonyms });
    const { value, done } = replace(text, 1);
    expect(done).toBe('EDA: 10 synonyms');
    expect(differing(text, value)).toBe(10);
    for (const word of words(value).filter((_, i) => i % 5 === 0)) expect(word).toMatch(/^(quick|fast|rapid),$/);
    expect(replace('"Quick" SEA', 2).value).toMatch(/^"(Fast|Rapid)" SEA$|^"Quick" (OCEAN|MAIN)$/);
  });

  it('inserts, swaps and deletes as often as alpha says', async () => {
    const insert = await onText('eda', only('insertions'), { synonyms });
    expect(words(insert(text, 1).value)).toHaveLength(110);
    expect(sorted(insert(text, 1).value)).toEqual(expect.arrayContaining(sorted(text)));
    const swap = await onText('eda', only('swaps'));
    expect(sorted(swap(text, 1).value)).toEqual(sorted(text));
    expect(differing(text, swap(text, 1).value)).toBeGreaterThan(10);
    expect(differing(text, swap(text, 1).value)).toBeLessThanOrEqual(20);
    const remove = await onText('eda', only('deletions'));
    const left = seeds.map((seed) => words(remove(text, seed).value).length);
    // 4,000 words, each deleted with chance 0.1: 400 +- 19 (one standard deviation).
    const deleted = left.reduce((sum, n) => sum + 100 - n, 0);
    expect(deleted).toBeGreaterThan(325);
    expect(deleted).toBeLessThan(475);
  });

  it('does one of the four, or all; without a list of synonyms only what needs none', async () => {
    const one = await onText('eda', {}, { synonyms });
    const kinds = new Set(seeds.map((seed) => one(text, seed).done.replace(/EDA: [\d,]+ (\w+?)s?$/, '$1')));
    expect(kinds).toEqual(new Set(['synonym', 'insertion', 'swap', 'deletion']));
    const all = await onText('eda', { operations: 'all' }, { synonyms });
    expect(all(text, 1).done).toMatch(/^EDA: 10 synonyms, 10 insertions, \d+ swaps, \d+ deletions$/);
    const without = await onText('eda', {});
    for (const seed of seeds) expect(without(text, seed).done).toMatch(/swap|deletion/);
  });

  it('never deletes all, never glues words together', async () => {
    const remove = await onText('eda', only('deletions', 0.5));
    for (const seed of seeds) {
      expect(words(remove('a b c', seed).value).length).toBeGreaterThanOrEqual(1);
      expect(remove('a漢b', seed).value).not.toBe('ab');
    }
  });
});

describe('AEDA', () => {
  it('puts one mark to a third of the words between them; without the marks it is the text', async () => {
    const mark = await onText('aeda');
    const counts = seeds.map((seed) => {
      const { value, done } = mark('a b c d e f g h i j k l', seed);
      const marks = words(value).filter((word) => /^[.;?:!,]$/.test(word));
      expect(words(value).filter((word) => !marks.includes(word))).toEqual([...'abcdefghijkl']);
      expect(done).toBe(`AEDA: ${marks.length} mark${marks.length === 1 ? '' : 's'}`);
      return marks.length;
    });
    expect(new Set(counts)).toEqual(new Set([1, 2, 3]));
  });
});

describe('noise', () => {
  const only = (option: string) => ({ ...{ keyboard: 0, scanner: 0, letterCase: 0, blanks: 0 }, [option]: 0.05 });

  it('hits neighbours on the keyboard', async () => {
    expect([...(neighbours.get('g') ?? [])].sort()).toEqual(['b', 'f', 'h', 't', 'v', 'y']);
    expect([...(neighbours.get('q') ?? [])].sort()).toEqual(['a', 'w']);
    const type = await onText('noise', only('keyboard'));
    const { value } = type(prose, 1);
    expect(value).toHaveLength(prose.length);
    let errors = 0;
    [...value].forEach((letter, i) => {
      const meant = prose.charAt(i);
      if (letter === meant) return;
      errors++;
      expect(neighbours.get(meant.toLowerCase())).toContain(letter.toLowerCase());
      expect(letter === letter.toLowerCase()).toBe(meant === meant.toLowerCase());
    });
    const letters = prose.match(/[a-z]/gi)?.length ?? 0;
    expect(errors / letters).toBeGreaterThan(0.035);
    expect(errors / letters).toBeLessThan(0.065);
  });

  it('confuses what looks alike, both ways', async () => {
    const scan = await onText('noise', { ...only('scanner'), scanner: 0.5 });
    const seen = new Set(seeds.map((seed) => scan('rn', seed).value));
    expect(seen).toContain('m');
    expect(new Set(seeds.map((seed) => scan('m', seed).value))).toContain('rn');
    for (const [from, to] of lookAlikes) for (const other of to) expect(lookAlikes.get(other)).toContain(from);
  });

  it('changes case and blanks alone when told so', async () => {
    const shout = await onText('noise', only('letterCase'));
    expect(shout(prose, 1).value.toLowerCase()).toBe(prose.toLowerCase());
    const space = await onText('noise', only('blanks'));
    expect(space(prose, 1).value.replaceAll(' ', '')).toBe(prose.replaceAll(' ', ''));
  });
});

describe('span corruption', () => {
  /** Puts each span back in place of its mark. */
  const restored = (value: string) =>
    value.replace(/([\s\S]*?)<\|spans\|>([\s\S]*?)\n/g, (_, question: string, answer: string) => {
      const spans = answer.split(/<extra_id_\d+>/).slice(1, -1);
      return spans.reduce((text, span, i) => text.replace(`<extra_id_${i}>`, () => span), question);
    });

  it('can be undone, and takes out 15% in spans of 3', async () => {
    const corrupt = await onText('span-corruption');
    let taken = 0;
    let spans = 0;
    const text = prose.replaceAll('\n', ' ');
    for (const seed of seeds) {
      const { value, done } = corrupt(text, seed);
      expect(restored(value)).toBe(text);
      const [, t = '', s = ''] = /^(\d+) words in (\d+) spans taken out$/.exec(done) ?? [];
      taken += Number(t);
      spans += Number(s);
    }
    expect(taken / (seeds.length * words(text).length)).toBeCloseTo(0.15, 2);
    expect(taken / spans).toBeCloseTo(3, 0);
  });

  it('begins with text, and lists the spans behind it with a mark at the end', async () => {
    const corrupt = await onText('span-corruption', { density: 0.5, meanLength: 2 });
    for (const seed of seeds)
      expect(corrupt('a b c d', seed).value).toMatch(
        /^(a <extra_id_0> d<\|spans\|><extra_id_0>b c|a b <extra_id_0><\|spans\|><extra_id_0>c d)<extra_id_1>\n$/,
      );
    expect(corrupt('has <extra_id_0> itself', 1).value).toBe('');
  });
});

describe('fill in the middle', () => {
  it('can be undone in both orders, half each, cut at characters', async () => {
    const fill = await onText('fill-in-the-middle');
    const text = 'Ab 😀 漢字 end';
    let spm = 0;
    for (let seed = 0; seed < 400; seed++) {
      const { value, done } = fill(text, seed);
      const psm = /^<\|fim_prefix\|>(?!<\|fim_suffix\|>)(.*)<\|fim_suffix\|>(.*)<\|fim_middle\|>(.*)$/s.exec(value);
      const first = /^<\|fim_prefix\|><\|fim_suffix\|>(.*)<\|fim_middle\|>(.*)$/s.exec(value);
      if (done.startsWith('SPM')) {
        spm++;
        expect(`${first?.[2]}${first?.[1]}`).toBe(text);
      } else if (psm) expect(`${psm[1]}${psm[3]}${psm[2]}`).toBe(text);
      else expect(value.startsWith('<|fim_prefix|><|fim_suffix|>')).toBe(true); // an empty prefix
    }
    // 400 coins: 200 +- 10.
    expect(Math.abs(spm - 200)).toBeLessThan(45);
  });
});

describe('window shift and pair swap', () => {
  it('moves tokens round', async () => {
    const shift = await augmenterOf('window-shift', {});
    expect(new Set(seeds.map((seed) => String(shift([1, 2, 3], seed)?.value)))).toEqual(new Set(['3,1,2', '2,3,1']));
    expect(shift([7, 7, 7], 1)).toBeUndefined();
  });

  it('swaps source and target', async () => {
    const swap = await augmenterOf('pair-swap', {});
    const plain = await augmenterOf('pair-swap', { tag: false });
    const row = { source: 'Haus', target: 'house' };
    expect(swap(row, 1)?.value).toEqual({ source: '<|swapped|>house', target: 'Haus' });
    expect(plain(row, 1)?.value).toEqual({ source: 'house', target: 'Haus' });
    expect(plain({ source: 'same', target: 'same' }, 1)).toBeUndefined();
  });
});

describe('BPE-dropout', () => {
  it('gives other ids of the same text; the usual ones without dropout, bytes with nothing but', async () => {
    const tokenizer = await smallTokenizer();
    const encode = (dropout: number, seed: number, text = prose) =>
      tokenizer.encodeWithDropout?.(text, dropout, new Rng(seed)) ?? [];
    expect(encode(0, 1)).toEqual(tokenizer.encode(prose));
    expect(encode(0, 1, 'ab'.repeat(500))).toEqual(tokenizer.encode('ab'.repeat(500)));
    expect(encode(1, 1)).toHaveLength(new TextEncoder().encode(prose).length);
    const lengths = [0, 0.1, 0.5, 1].map((dropout) => encode(dropout, 1).length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    for (const dropout of [0.1, 0.5, 1]) expect(tokenizer.decode(encode(dropout, 3, mixedScripts))).toBe(mixedScripts);
    expect(encode(0.1, 1)).toEqual(encode(0.1, 1));
    expect(encode(0.1, 1)).not.toEqual(encode(0.1, 2));
  });

  it('leaves merges out as often as the algorithm of the paper', async () => {
    const tokenizer = await smallTokenizer();
    const word = ' whale';
    const counts = (encode: (rng: Rng) => string) => {
      const seen = new Map<string, number>();
      const rng = new Rng(5);
      for (let i = 0; i < 20_000; i++) {
        const key = encode(rng);
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
      return seen;
    };
    const { merges } = tokenizer.file.model as { merges: string[] };
    const fast = counts((rng) =>
      (tokenizer.encodeWithDropout?.(word, 0.3, rng) ?? []).map((id) => tokenizer.decode([id])).join('|'),
    );
    const slow = counts((rng) => dropoutByThePaper(word.replace(' ', 'Ġ'), merges, 0.3, rng).replace('Ġ', ' '));
    expect(fast.size).toBeGreaterThan(4);
    // Five standard deviations of the difference of two counts.
    for (const [key, expected] of slow)
      expect(Math.abs((fast.get(key) ?? 0) - expected)).toBeLessThanOrEqual(5 * Math.sqrt(2 * expected) + 1);
  });
});

/** Provilkov et al. 2020, algorithm 1, word for word: every possible merge gets its coin, the best of those left is done. */
function dropoutByThePaper(word: string, merges: readonly string[], dropout: number, rng: Rng): string {
  const symbols = [...word];
  for (;;) {
    let best = Number.POSITIVE_INFINITY;
    let at = -1;
    for (let i = 0; i + 1 < symbols.length; i++) {
      const rank = merges.indexOf(`${symbols[i]} ${symbols[i + 1]}`);
      if (rank < 0 || rng.uniform() < dropout || rank >= best) continue;
      best = rank;
      at = i;
    }
    if (at < 0) return symbols.join('|');
    symbols.splice(at, 2, `${symbols[at]}${symbols[at + 1]}`);
  }
}
