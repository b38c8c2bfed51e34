import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { LoamError } from '@/base/errors';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { pdfFile } from '../testing/pdf-of';
import { MAX_STREAM_BYTES, refuseBombs } from './flate-bombs';
import { refuseUnclosed } from './unclosed-objects';

const latin1 = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const content = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
/** A page whose content is packed as `dictionary` says. */
const page = (data: Uint8Array, dictionary: string) =>
  pdfFile([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
    `<< /Length ${data.length} ${dictionary} >>\nstream\r\n${latin1(data)}\nendstream`,
  ]);
const shown = content('BT /F1 10 Tf 50 700 Td (Some text here) Tj ET');
const most = 1 << 20;
const refused = async (bytes: Uint8Array) => {
  try {
    await refuseBombs(bytes, 'a.pdf', async () => {}, most);
  } catch (error) {
    return error instanceof LoamError ? error.report : error;
  }
  return undefined;
};

describe('Flate streams of a PDF', () => {
  it('are refused when they unfold to too much, packed once or twice', async () => {
    const zeros = zlibSync(new Uint8Array(most + 1));
    const twice = zlibSync(zlibSync(new Uint8Array(64 * most)));
    expect(twice.length).toBeLessThan(4000);
    const bombs = [
      page(zeros, '/Filter /FlateDecode'),
      page(zeros, '/Filter [ /Fl ]'),
      page(twice, '/Filter [/FlateDecode /FlateDecode]'),
      page(twice, '/Filter 9 0 R'),
    ];
    for (const bomb of bombs)
      expect(await refused(bomb)).toMatchObject({
        code: 'import/expands-too-much',
        where: expect.stringMatching(/^a\.pdf, byte \d+$/),
      });
  });

  it('are let through when they do not, or are none', async () => {
    for (const dictionary of ['/Filter /FlateDecode', '/Filter [/FlateDecode]'])
      expect(await refused(page(zlibSync(new Uint8Array(most)), dictionary))).toBeUndefined();
    const zeros = zlibSync(new Uint8Array(most + 1));
    expect(await refused(page(zeros, ''))).toBeUndefined();
    expect(await refused(page(zeros, '/Filter /DCTDecode'))).toBeUndefined();
    expect(
      await refused(
        page(
          zeros.map((byte) => byte ^ 0x55),
          '/Filter /FlateDecode',
        ),
      ),
    ).toBeUndefined();
    expect(await refused(content('stream of words, endstream, obj << /Filter /FlateDecode >> stream'))).toBeUndefined();
  });

  it('with text are read as before, and a bomb among them costs neither memory nor the other files', async () => {
    const sound = page(zlibSync(shown), '/Filter /FlateDecode');
    const bomb = page(zlibSync(zlibSync(new Uint8Array(MAX_STREAM_BYTES + 1))), '/Filter [/FlateDecode /FlateDecode]');
    const { texts, codes } = await importTexts([file('bomb.pdf', bomb), file('sound.pdf', sound)]);
    expect(texts).toEqual(['Some text here']);
    expect(codes).toEqual(['import/expands-too-much']);
  });
});

it('objects that begin again and again without an end are refused, and those of a file that was saved often are not', () => {
  const refusedAt = (text: string) => {
    try {
      refuseUnclosed(content(text), 'a.pdf');
    } catch (error) {
      return error instanceof LoamError ? error.report.where : error;
    }
    return undefined;
  };
  // Looked through in no time, whatever it is.
  const begun = performance.now();
  expect(refusedAt('1'.repeat(8e6) + ' 1'.repeat(4e6))).toBeUndefined();
  expect(performance.now() - begun).toBeLessThan(3000);
  const filling = 'x'.repeat(60);
  expect(refusedAt(`4 0 obj << /Kids [5 0 R] /A ${filling}\n`.repeat(1500))).toMatch(/^a\.pdf, byte \d+$/);
  expect(refusedAt(`4 0 obj << /Kids << /A ${filling} >> >>\nendobj\n`.repeat(1500))).toBeUndefined();
  expect(
    refusedAt(`4 0 obj << /Length 9 >> stream << << <<\nendstream endobj ${filling}\n`.repeat(1500)),
  ).toBeUndefined();
});
