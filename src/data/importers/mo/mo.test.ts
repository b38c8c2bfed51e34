import { expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { catalogOf } from '../testing/catalog-of';

const messages = [
  ['', 'Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3\n'],
  ['a\tb', 'x'],
  ['file\0files', 'Datei\0Dateien\0Datei s'],
  ['menu\x04Size', 'Größe'],
] as const;
const read = (contents: Uint8Array, columns = ['source', 'target', 'context']) =>
  importTexts([file('a.mo', contents)], { mapping: documentsOf(columns) });

it.each([true, false])('takes context and every plural form, small end first: %s', async (little) => {
  const { texts, parts, codes } = await read(catalogOf(messages, little));
  expect(codes).toEqual([]);
  expect(texts).toEqual([
    'a\tb\n\nx',
    'file\n\nDatei',
    'files\n\nDateien',
    'files\n\nDatei s',
    'Size\n\nGröße\n\nmenu',
  ]);
  expect(parts.map(({ provenance }) => provenance.row)).toEqual([2, 3, 3, 3, 4]);
});

it('is known by its first bytes, and read in the charset of its header', async () => {
  const latin2 = catalogOf([
    ['', 'Content-Type: text/plain; charset=ISO-8859-2\n'],
    ['zero', 'QkrtW'],
  ]);
  latin2[latin2.indexOf(0x51)] = 0xb9;
  latin2[latin2.indexOf(0x57)] = 0xb3;
  const { texts, source } = await importTexts([file('LC_MESSAGES', latin2)], { mapping: documentsOf(['target']) });
  expect(source.files[0]?.importer).toBe('mo');
  expect(texts).toEqual(['škrtł']);
});

it('keeps what is in the file and says what is not', async () => {
  const whole = catalogOf(messages);
  const cut = await read(whole.subarray(0, whole.length - 5), ['target']);
  expect(cut.texts).toEqual(['x', 'Datei', 'Dateien', 'Datei s']);
  expect(cut.source.files[0]?.problems).toMatchObject([{ code: 'import/mo-message', where: 'a.mo, message 4' }]);
  expect((await read(whole.subarray(0, 30))).codes).toEqual(['import/damaged-mo']);
});
