import { describe, expect, it } from 'vitest';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { pdfInCharacterMap } from '../testing/pdf-of';

/** UTF-16, big end first. */
const wide = (text: string) => Uint8Array.from([...text].flatMap((c) => [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255]));

describe('fonts that lean on a predefined character map', () => {
  it.each([
    ['UniJIS-UTF16-H', 'Japan1', wide('吾輩は猫である。名前はまだ無い。'), '吾輩は猫である。名前はまだ無い。'],
    ['UniGB-UCS2-H', 'GB1', wide('道可道，非常道。'), '道可道，非常道。'],
    ['UniCNS-UTF16-H', 'CNS1', wide('臺灣的圖書館'), '臺灣的圖書館'],
    ['UniKS-UCS2-H', 'Korea1', wide('나랏말싸미 중국에 달아'), '나랏말싸미 중국에 달아'],
    // Shift JIS.
    ['90ms-RKSJ-H', 'Japan1', Uint8Array.of(0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea), '日本語'],
  ])('%s', async (map, ordering, codes, text) => {
    const { texts, codes: problems } = await importTexts([file('a.pdf', pdfInCharacterMap(map, ordering, codes))]);
    expect(problems).toEqual([]);
    expect(texts).toEqual([text]);
  });
});
