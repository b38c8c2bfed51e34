import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { bytes, file, importTexts } from '../corpus/testing/import-texts';
import { joined } from '../encoding/byte-source';
import { EXPANSION_LIMITS } from './expansion';
import { block, MAGIC, packed, rawFrame, words } from './testing/zstd-frames';

describe('zstd', () => {
  it('reads what the zstd tool wrote, several frames and skippable ones between them', async () => {
    const skippable = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
    const { texts, codes } = await importTexts([
      file('a.txt.zst', joined([packed, skippable, rawFrame(bytes(' and more')), packed])),
    ]);
    expect(codes).toEqual([]);
    expect(texts).toEqual([`${words} and more${words}`]);
  });

  it('reads many blocks, in a .tar.zst and without an ending', async () => {
    const text = 'largely the same, over and over; '.repeat(20_000);
    const tar = await packTar([{ header: { name: 'a.txt', size: text.length }, body: text }]);
    for (const name of ['a.tar.zst', 'a']) {
      const { texts, codes } = await importTexts([file(name, rawFrame(tar))]);
      expect(codes).toEqual([]);
      expect(texts[0] === text).toBe(true);
    }
  });

  it('says where it breaks off, wherever that is', async () => {
    for (let length = 5; length < packed.length; length += 7) {
      const { codes, source } = await importTexts([file('a.txt.zst', packed.subarray(0, length))]);
      expect(codes, `${length} bytes`).toEqual(['import/truncated-zstd']);
      expect(source.files[0]?.problems[0]?.where).toBe(`a.txt.zst, byte ${length}`);
      expect(source.documents).toBe(0);
    }
  });

  it('says that it is damaged, or none', async () => {
    const broken = packed.slice();
    broken.fill(255, 30, 60);
    expect((await importTexts([file('a.txt.zst', broken)])).codes).toEqual(['import/damaged-zstd']);
    expect((await importTexts([file('a.txt.zst', joined([packed, bytes('rubbish')]))])).codes).toEqual([
      'import/damaged-zstd',
    ]);
    expect((await importTexts([file('a.txt.zst', 'no zstd')])).codes).toEqual(['import/damaged-zstd']);
  });

  it('takes a window of 128 MB and refuses one that is larger, before it is allocated', async () => {
    // Window descriptor: exponent 17 is 2^27 bytes, one mantissa more is too many.
    const frame = (window: number) => joined([Uint8Array.of(...MAGIC, 0, window, ...block(true, 0, 4)), bytes('text')]);
    expect((await importTexts([file('a.zst', frame(17 << 3))])).texts).toEqual(['text']);
    expect((await importTexts([file('a.zst', frame((17 << 3) | 1))])).codes).toEqual(['import/unsupported-zstd']);
  });

  it('of run-length blocks is stopped as a bomb', async () => {
    const limits = { ...EXPANSION_LIMITS, ratioFromBytes: 1e6 };
    const run = Array.from({ length: 40 }, (_, i) => [...block(i === 39, 1, 1 << 17), 97]).flat();
    const { codes } = await importTexts([file('a.txt.zst', Uint8Array.of(...MAGIC, 0, 7 << 3, ...run))], { limits });
    expect(codes).toEqual(['import/expands-too-much']);
  });
});
