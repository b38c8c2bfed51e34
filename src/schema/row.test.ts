import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ITEM,
  parseRow,
  proseOf,
  type RowHead,
  rowText,
  splitHead,
  TO_FILL,
  withoutMarks,
  withVisibleMarks,
} from './row';
import { HeadStream, ProseStream } from './row-stream';

const head: RowHead = {
  shape: 'labelled',
  fields: [
    { name: 'title', role: 'text' },
    { name: 'body', role: 'text' },
    { name: 'stars', role: 'label' },
  ],
  group: 'Ann "the" Ω',
};

describe('a row as one text', () => {
  it('comes back as it was', () => {
    const values = ['A title', '', `good${ITEM}short`];
    expect(parseRow(rowText(head, values))).toEqual({ head, values });
    expect(parseRow('plain')).toEqual({ head: undefined, values: ['plain'] });
  });
  it('reads as its text fields, and shows no mark', () => {
    expect(proseOf(parseRow(rowText(head, ['A', 'B', 'good'])))).toBe('A\n\nB');
    expect(proseOf(parseRow(rowText(head, ['', 'B', 'good'])))).toBe('B');
    expect(withVisibleMarks(rowText(head, ['A', TO_FILL, `x${ITEM}y`]))).toBe('A\n\n(to be filled in)\n\nx, y');
  });
  it('breaks off without a fault where a preview does', () => {
    const text = rowText(head, ['A', 'B', 'good']);
    expect(splitHead(text.slice(0, 20)).head).toBeUndefined();
    expect(parseRow(text.slice(0, -5)).values).toEqual(['A', 'B', '']);
  });
  it('cannot be forged by data: our marks become U+FFFD there', () => {
    expect(withoutMarks('a\ufdd0b\ufdd1c\ufdd2d\ufdd3')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd');
  });
});

it('is read the same in whatever pieces it comes', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ' ', '\n', ITEM, TO_FILL), maxLength: 6 });
  fc.assert(
    fc.property(fc.tuple(field, field, field), fc.array(fc.nat(300), { maxLength: 6 }), (values, cuts) => {
      const text = rowText(head, values);
      const edges = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
      const heads = new HeadStream();
      const stream = new ProseStream();
      stream.begin();
      let prose = '';
      let body = '';
      for (const [i, end] of edges.slice(1).entries()) {
        const opened = heads.push(text.slice(edges[i], end), i === 0, i === edges.length - 2);
        body += opened?.body ?? '';
        if (opened) prose += stream.push(opened.body, heads.head);
      }
      expect(heads.head).toEqual(head);
      expect(body).toBe(splitHead(text).body);
      // A field of nothing but a mark is left out of the whole; in pieces its blank line stays.
      expect(prose.replace(/\s+/g, ' ').trim()).toBe(proseOf({ head, values }).replace(/\s+/g, ' ').trim());
    }),
    { numRuns: 300, seed: 4 },
  );
});
