import * as fc from 'fast-check';
import { snappyUncompress } from 'hyparquet';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { expect, it } from 'vitest';
import { unsnappy } from './snappy';

/** Repeats near and far, and runs of what does not repeat: all kinds of elements, in all lengths. */
const text = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 80 }), fc.integer({ min: 1, max: 40 })), { maxLength: 12 })
  .map((runs) =>
    Uint8Array.from(runs.flatMap(([bytes, times]) => Array.from({ length: times }, () => [...bytes]).flat())),
  );

it('gives back what was compressed', () => {
  const property = fc.property(text, (bytes) => {
    expect(unsnappy(snappyCompress(bytes), bytes.length)).toEqual(bytes);
  });
  fc.assert(property, { seed: 11, numRuns: 300 });
});

it('reads copies of all kinds: over themselves, from afar, with distances of one, two and four bytes', () => {
  const far = Array.from({ length: 70_000 }, (_, i) => (i * 7919) & 255);
  const literal = [(61 << 2) | 0, (far.length - 1) & 255, ((far.length - 1) >> 8) & 255];
  literal[0] = 62 << 2;
  literal.push((far.length - 1) >> 16);
  // Four bytes from 69,000 back, then three from two back, then 64 from one back; the length in front is not read.
  const copies = [
    (3 << 2) | 3,
    69_000 & 255,
    (69_000 >> 8) & 255,
    69_000 >> 16,
    0,
    (2 << 2) | 2,
    2,
    0,
    (63 << 2) | 2,
    1,
    0,
  ];
  const found = unsnappy(Uint8Array.from([0x80, 1, ...literal, ...far, ...copies]), far.length + 71);
  const expected = [...far];
  for (const [size, back] of [
    [4, 69_000],
    [3, 2],
    [64, 1],
  ] as const)
    for (let i = 0; i < size; i++) expected.push(expected[expected.length - back] ?? -1);
  expect([...found.subarray(-71)]).toEqual(expected.slice(-71));
});

it('of damaged blocks it says the same as the library, or that they are damaged', () => {
  let damaged = 0;
  const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
  const property = fc.property(text, flips, fc.integer({ min: -3, max: 3 }), (bytes, places, more) => {
    const block = snappyCompress(bytes).slice();
    for (const [place, byte] of places) block[place % block.length] = byte;
    const length = Math.max(0, bytes.length + more);
    let ours: Uint8Array | undefined;
    try {
      ours = unsnappy(block, length);
    } catch {
      damaged++;
      return;
    }
    const theirs = new Uint8Array(length);
    snappyUncompress(block, theirs);
    expect(ours).toEqual(theirs);
  });
  fc.assert(property, { seed: 12, numRuns: 2000 });
  expect(damaged).toBeGreaterThan(500);
});
