import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SplitConfig } from '@/schema/dataset';
import { LEAST_BYTES } from './choose-sides';
import { splitCorpus } from './split-corpus';
import { SplitPlan } from './split-plan';
import { DocumentRanges, type TextRange } from './text-ranges';

const planned = (share: Pick<SplitConfig, 'validationFraction' | 'seed'>) =>
  new SplitPlan({ by: 'document', ...share });

/** Documents with gaps between them, as dropped documents leave them. */
function corpus(sizes: readonly number[]): DocumentRanges {
  const documents = new DocumentRanges();
  let at = 0;
  for (const size of sizes) {
    documents.add(at, at + size);
    at += size + 7;
  }
  return documents;
}

const reader = (bytes: Uint8Array) => (target: Uint8Array, offset: number) => {
  const found = bytes.subarray(offset, offset + target.length);
  target.set(found);
  return found.length;
};
const letters = reader(new Uint8Array(4_000_000).fill(0x61));
const size = ({ totalBytes }: DocumentRanges) => totalBytes;
const key = ({ start, end }: TextRange) => `${start}-${end}`;

const sizes = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 200 });
const share = fc.double({ min: 0.01, max: 0.9, noNaN: true });
const seeds = fc.nat();

describe('splitCorpus', () => {
  it('covers everything once, with enough on both sides', () => {
    fc.assert(
      fc.property(sizes, share, seeds, (all, validationFraction, seed) => {
        const documents = corpus(all);
        fc.pre(documents.totalBytes >= 2 * LEAST_BYTES && Math.max(...all) >= 2 * LEAST_BYTES);
        const { kind, train, validation } = splitCorpus(documents, planned({ validationFraction, seed }), letters);
        expect(size(train) + size(validation)).toBe(documents.totalBytes);
        expect(size(train)).toBeGreaterThanOrEqual(LEAST_BYTES);
        expect(size(validation)).toBeGreaterThanOrEqual(LEAST_BYTES);
        const ranges = [...train, ...validation].sort((a, b) => a.start - b.start || a.end - b.end);
        for (const [i, range] of ranges.entries()) expect(range.start).toBeGreaterThanOrEqual(ranges[i - 1]?.end ?? 0);
        if (kind === 'documents') {
          const whole = new Set(Array.from({ length: documents.count }, (_, i) => key(documents.at(i))));
          for (const range of ranges) expect(whole).toContain(key(range));
          expect(ranges).toHaveLength(documents.count);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('holds out the wanted share when there are many documents', () => {
    const documents = corpus(Array.from({ length: 1000 }, (_, i) => 200 + (i % 37) * 20));
    for (const validationFraction of [0.05, 0.1, 0.3]) {
      const { kind, validation } = splitCorpus(documents, planned({ validationFraction, seed: 4 }), letters);
      expect(kind).toBe('documents');
      // Each choice comes closer, so the last miss is at most half a document of 920 bytes.
      expect(Math.abs(size(validation) - validationFraction * documents.totalBytes)).toBeLessThanOrEqual(460);
    }
  });

  it('is decided by the seed, and by it alone', () => {
    const documents = corpus(Array.from({ length: 100 }, () => 300));
    const chosen = (seed: number) =>
      [...splitCorpus(documents, planned({ validationFraction: 0.2, seed }), letters).validation].map(key).join();
    expect(chosen(1)).toBe(chosen(1));
    expect(new Set([1, 2, 3, 4, 5].map(chosen)).size).toBe(5);
  });

  it('does not put a giant into validation when small documents will do', () => {
    const documents = corpus([1_000_000, ...Array.from({ length: 100 }, () => 1000)]);
    for (let seed = 0; seed < 20; seed++) {
      const { kind, validation } = splitCorpus(documents, planned({ validationFraction: 0.05, seed }), letters);
      expect(kind).toBe('documents');
      expect(size(validation)).toBeLessThan(100_001);
    }
  });

  it('holds out a block when documents cannot: one, or a giant among crumbs', () => {
    for (const all of [[100_000], [100_000, 30, 20]]) {
      const { kind, train, validation } = splitCorpus(
        corpus(all),
        planned({ validationFraction: 0.1, seed: 3 }),
        letters,
      );
      expect(kind).toBe('block');
      expect(validation.count).toBe(1);
      expect(Math.abs(size(validation) - 10_000)).toBeLessThan(10);
      expect(size(train) + size(validation)).toBe(all.reduce((a, b) => a + b));
    }
  });

  it('cuts a block at line starts, at seeded places, and trains on both rests', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `line ${i} ${'é'.repeat(i % 50)}\n`).join('');
    const bytes = new TextEncoder().encode(lines);
    const documents = corpus([bytes.length]);
    const places = new Set<number>();
    for (let seed = 0; seed < 30; seed++) {
      const { train, validation } = splitCorpus(documents, planned({ validationFraction: 0.1, seed }), reader(bytes));
      const [block] = validation;
      if (!block) throw new Error('no block');
      places.add(block.start);
      for (const { start } of [...train, block]) if (start > 0) expect(bytes[start - 1]).toBe(0x0a);
      expect(size(train) + size(validation)).toBe(bytes.length);
      // Both cuts move by less than a line of 110 bytes.
      expect(Math.abs(size(validation) - bytes.length / 10)).toBeLessThan(120);
    }
    expect(places.size).toBeGreaterThan(25);
  });

  it('never cuts a character', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('é', '中', '😀', 'a中😀é', '😀 é'),
        seeds,
        share,
        (unit, seed, validationFraction) => {
          const bytes = new TextEncoder().encode(unit.repeat(Math.ceil(3000 / unit.length)));
          const split = splitCorpus(corpus([bytes.length]), planned({ validationFraction, seed }), reader(bytes));
          for (const { start, end } of [...split.train, ...split.validation])
            expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end))).not.toThrow();
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it('says how much text there is and how much is needed', () => {
    expect(() => splitCorpus(corpus([500, 500]), planned({ validationFraction: 0.1, seed: 1 }), letters)).toThrow(
      /1,000 bytes of text after cleaning; at least 1,024/,
    );
    expect(() => splitCorpus(corpus([]), planned({ validationFraction: 0.1, seed: 1 }), letters)).toThrow(
      expect.objectContaining({ report: expect.objectContaining({ code: 'data/too-short' }) }),
    );
  });

  it.each([0, 1, -0.1, 1.5, Number.NaN])('refuses a share of %d', (validationFraction) => {
    expect(() => splitCorpus(corpus([5000]), planned({ validationFraction, seed: 1 }), letters)).toThrow(
      expect.objectContaining({ report: expect.objectContaining({ code: 'data/invalid-split' }) }),
    );
  });
});
