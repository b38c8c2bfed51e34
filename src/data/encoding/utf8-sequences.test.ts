import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Sequences } from './utf8-sequences';
import { WholeCharacters } from './whole-characters';

const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return fatal.decode(bytes);
  } catch {
    return undefined;
  }
}
/** Bytes about which decoders disagree when they are wrong: leads, continuations and the bounds between them. */
const edge = fc.constantFrom(
  0x00,
  0x41,
  0x7f,
  0x80,
  0x8f,
  0x90,
  0x9f,
  0xa0,
  0xbf,
  0xc0,
  0xc1,
  0xc2,
  0xdf,
  0xe0,
  0xe1,
  0xed,
  0xef,
  0xf0,
  0xf1,
  0xf4,
  0xf5,
  0xff,
);
const utf8 = new TextEncoder();
const some = fc.oneof(
  fc.array(edge, { maxLength: 12 }).map((list) => Uint8Array.from(list)),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => utf8.encode(text)),
);

describe('utf8Sequences', () => {
  it('takes for valid what the decoder does, wherever the bytes lie', () => {
    let valid = 0;
    const property = fc.property(some, fc.nat(5), (bytes, offset) => {
      const moved = new Uint8Array(bytes.length + offset).subarray(offset);
      moved.set(bytes);
      const text = decoded(bytes);
      const expected = text === undefined ? undefined : [...text].filter((c) => c > '\u007f').length;
      if (text !== undefined) valid++;
      expect(utf8Sequences(moved)).toBe(expected);
    });
    fc.assert(property, { seed: 5, numRuns: 3000 });
    expect(valid).toBeGreaterThan(1000);
  });
});

describe('WholeCharacters', () => {
  it('cuts between characters and loses nothing', () => {
    const property = fc.property(fc.array(some, { maxLength: 6 }), (chunks) => {
      const whole = new WholeCharacters();
      const given = chunks.map((chunk) => whole.push(chunk).slice());
      const all = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
      expect([...given.flatMap((bytes) => [...bytes]), ...whole.rest]).toEqual([...all]);
      expect(whole.rest.length).toBeLessThan(4);
      // What is valid as a whole is valid piece by piece, and the same.
      const text = decoded(all);
      if (text !== undefined) expect(given.map(decoded).join('')).toBe(text);
    });
    fc.assert(property, { seed: 6, numRuns: 1000 });
  });
});
