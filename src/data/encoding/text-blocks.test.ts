import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8Length } from './encoded-length';
import { TEXT_BLOCK_BYTES, TextBlocks } from './text-blocks';
import { Utf8Places } from './utf8-places';

const utf8 = new TextEncoder();
const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const line = fc.tuple(fc.constantFrom('a', 'ß', '“x”', '𝄞', 'é '), fc.nat(TEXT_BLOCK_BYTES), fc.boolean());
const text = fc
  .array(line, { maxLength: 6 })
  .map((lines) => lines.map(([unit, times, ends]) => unit.repeat(times) + (ends ? '\n' : '')).join(''));

it('blocks end with a line or between characters, and are all of the text', () => {
  const property = fc.property(text, fc.integer({ min: 1, max: 3 * TEXT_BLOCK_BYTES }), (whole, step) => {
    const bytes = utf8.encode(whole);
    const blocks = new TextBlocks();
    const given: string[] = [];
    for (let at = 0; at < bytes.length; at += step)
      for (const block of blocks.push(bytes.subarray(at, at + step))) {
        expect(block.length).toBeLessThanOrEqual(TEXT_BLOCK_BYTES);
        expect(block.at(-1) === 10 || block.length > TEXT_BLOCK_BYTES - 4).toBe(true);
        given.push(fatal.decode(block));
      }
    given.push(fatal.decode(blocks.end()));
    expect(given.join('') === whole).toBe(true);
  });
  fc.assert(property, { seed: 7, numRuns: 25 });
});

it('places in the text have the bytes that the encoder gives them', () => {
  const property = fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (whole) => {
    // Behind a byte: words of four lie elsewhere then.
    const places = Utf8Places.of(utf8.encode(`x${whole}`).subarray(1));
    let unit = 0;
    for (const character of whole) {
      expect(places?.byteAt(unit)).toBe(utf8Length(whole, 0, unit));
      unit += character.length;
    }
    expect(places?.byteAt(unit)).toBe(utf8Length(whole));
  });
  fc.assert(property, { seed: 8, numRuns: 1000 });
  expect(Utf8Places.of(Uint8Array.of(0x61, 0xc3))).toBeUndefined();
});
