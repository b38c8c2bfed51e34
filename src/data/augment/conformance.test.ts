import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseOptions } from '@/base/options';
import { MAX_PART_CHARACTERS } from '@/schema/document';
import { mobyDick, wellFormed } from '../tokenizers/testing/samples';
import type { AugmentResources } from './entry';
import { augmentations } from './index';
import { anyValue, augmenterOf, resources, valueFrom } from './testing/material';

/** Long enough that a quadratic way would take minutes. */
const LONG = MAX_PART_CHARACTERS / 4;

const strings = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).filter((part) => typeof part === 'string');

describe.each(augmentations.entries)('$id', (entry) => {
  let given: AugmentResources;
  let augment: Awaited<ReturnType<typeof augmenterOf>>;

  beforeAll(async () => {
    given = await resources();
    augment = await augmenterOf(entry.id, {}, given);
  }, 60_000);

  it('declares a rate between none and all, and where it comes from', () => {
    expect(parseOptions(entry.options, { rate: 0 }).problems).toEqual([]);
    expect(parseOptions(entry.options, { rate: 1 }).problems).toEqual([]);
    expect(parseOptions(entry.options, { rate: 1.001 }).problems).toHaveLength(1);
    expect(entry.citation).toMatch(/\d{4}/);
  });

  it('is decided by its random numbers, changes nothing that it is given, and gives another value or none', () => {
    let applied = 0;
    fc.assert(
      fc.property(anyValue(entry), fc.nat(), (value, seed) => {
        const before = structuredClone(value);
        const first = augment(value, seed);
        expect(value).toEqual(before);
        expect(augment(value, seed)).toEqual(first);
        if (!first) return;
        applied++;
        expect(first.value).not.toEqual(before);
        expect(first.done).not.toBe('');
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(applied).toBeGreaterThan(30);
  });

  it('keeps text well-formed, and writes no mark that it does not declare', () => {
    fc.assert(
      fc.property(anyValue(entry), fc.nat(), (value, seed) => {
        if (strings(value).some((text) => wellFormed(text) !== text || text.includes('<|'))) return;
        for (const text of strings(augment(value, seed)?.value ?? [])) {
          expect(wellFormed(text)).toBe(text);
          for (const [mark] of text.matchAll(/<\|[a-z_]+\|>|<extra_id_\d+>/g))
            expect(entry.specialTokens ?? []).toContain(mark);
        }
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('gives different copies for different random numbers', () => {
    // Whatever throws no dice has one copy of a text; speed is one of two.
    const few = { reversal: 1, 'pair-swap': 1, 'image-flip': 1, 'audio-speed': 2 }[entry.id as string];
    const text = valueFrom(entry, mobyDick().slice(30_000, 34_000));
    const copies = new Set([1, 2, 3, 4, 5, 6].map((seed) => JSON.stringify(augment(text, seed)?.value)));
    if (few) expect(copies.size).toBe(few);
    else expect(copies.size).toBeGreaterThan(4);
  });

  it.each([
    ['nothing', ''],
    ['one character', 'a'],
    ['one emoji', '👨‍👩‍👧‍👦'],
    ['white space', ' \n\t\n '],
    ['half a character', '\ud83d'],
  ])('bears %s', (_, text) => {
    for (let seed = 0; seed < 5; seed++) expect(() => augment(valueFrom(entry, text), seed)).not.toThrow();
  });

  it.each([
    ['prose', mobyDick().slice(0, LONG)],
    ['one word', 'x'.repeat(LONG)],
    ['Chinese', '太初有道，'.repeat(LONG / 5)],
    ['emoji', '👩🏽‍🚀'.repeat(LONG / 8)],
    ['marks without end', `a${'\u0301'.repeat(LONG)}`],
    ['line ends', '\n'.repeat(LONG)],
    ['full stops', '. '.repeat(LONG / 2)],
  ])('takes a quarter of a part of %s at once', (_, text) => {
    const value = valueFrom(entry, text);
    const started = performance.now();
    augment(value, 1);
    // The slowest takes some 100 ms on a quiet machine.
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
