import { expect, it } from 'vitest';
import { CharacterMap } from './character-map';
import { readMetaspaceNormalizer } from './metaspace-normalizer';

/** A table from units of the double array and texts. A unit with a label (its byte), whether a key ends there, and its offset. */
function table(units: readonly number[], texts: string): string {
  const bytes = new Uint8Array(4 + 4 * units.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 4 * units.length, true);
  for (const [i, unit] of units.entries()) view.setUint32(4 + 4 * i, unit, true);
  return Buffer.concat([bytes, Buffer.from(texts)]).toString('base64');
}
const unit = (label: number, offset: number, ends = false) => label | (ends ? 0x100 : 0) | (offset << 10);
const LEAF = 0x80000000;

/** "a" is "xy", "ab" is nothing: by hand after darts-clone's layout, in an array of 512 units. */
function byHand(): number[] {
  const units = new Array<number>(512).fill(0);
  units[0] = unit(0, 256);
  units[256 ^ 0x61] = unit(0x61, 0x80, true); // behind "a": 353 ^ 128 = 481
  units[481] = (LEAF | 0) >>> 0;
  units[481 ^ 0x62] = unit(0x62, 0x10, true); // behind "ab": 387 ^ 16 = 403
  units[403] = (LEAF | 3) >>> 0;
  return units;
}

it('replaces the longest key at each place', () => {
  const map = new CharacterMap(table(byHand(), 'xy\0\0'));
  expect(map.normalize('a')).toBe('xy');
  expect(map.normalize('ab')).toBe('');
  expect(map.normalize('cab aé😀a b')).toBe('c xyé😀xy b');
  expect(map.normalize('nothing to do here'.replace('a', ''))).toBe('nothing to do here');
});

it('refuses a damaged table, and one that would blow texts up; a key in a circle ends', () => {
  const damaged = (base64: unknown) =>
    expect(() => new CharacterMap(base64)).toThrow(
      expect.objectContaining({ report: expect.objectContaining({ where: 'tokenizer.json, normalizer' }) }),
    );
  for (const base64 of [
    undefined,
    7,
    '',
    '!!',
    'AAAA',
    'AAAAAA==',
    Buffer.from([255, 255, 255, 255, 1]).toString('base64'),
  ])
    damaged(base64);
  damaged(table(byHand(), 'x'.repeat(1025)));
  expect(new CharacterMap(table(byHand(), 'x'.repeat(1024))).normalize('a')).toHaveLength(1024);
  const circle = new Array<number>(512).fill(0);
  circle[0] = unit(0, 256);
  circle[256 ^ 0x61] = unit(0x61, 256 ^ 0x61 ^ 256 ^ 0x61, true); // "a" leads to itself
  const text = 'a'.repeat(100_000);
  const start = performance.now();
  new CharacterMap(table(circle, '\0')).normalize(text);
  expect(performance.now() - start).toBeLessThan(2000);
});

it.each([
  [{ type: 'NFKC' }, 'ﬁ  x ', 'fi  x '],
  [{ type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }, 'a   b', 'a b'],
  [{ type: 'Replace', pattern: { String: '``' }, content: '"' }, '``a``', '"a"'],
  [{ type: 'Strip', strip_left: false, strip_right: true }, ' a ', ' a'],
  [{ type: 'Sequence', normalizers: [] }, ' a ', ' a '],
])('%j makes of %j %j', (normalizer, text, normal) => {
  expect(readMetaspaceNormalizer(normalizer)?.(text) ?? text).toBe(normal);
});

it.each([
  { type: 'Lowercase' },
  { type: 'Strip', strip_left: true, strip_right: true },
  { type: 'Replace', pattern: { Regex: '(a+)+b' }, content: '' },
  { type: 'Replace', pattern: { String: ' ' }, content: '' },
  { type: 'Replace', pattern: { String: 'a' }, content: 'b'.repeat(65) },
  { type: 'Sequence', normalizers: [null] },
  { type: 'Sequence' },
  'NFC',
])('%j is refused', (normalizer) => {
  expect(() => readMetaspaceNormalizer(normalizer)).toThrow(
    expect.objectContaining({ report: expect.objectContaining({ where: 'tokenizer.json, normalizer' }) }),
  );
});
