import { LoamError } from '@/base/errors';
import { MarkupScanner } from '../markup/markup-scanner';
import type { ZipPackage } from '../zip-package/open-package';
import { localName, mainPart, relationships, tagsOf } from '../zip-package/relationships';
import { isDateFormat } from './cell-value';
import type { Workbook } from './sheet-rows';

export interface Sheet {
  readonly name: string;
  readonly part: string;
}

/** Texts that cells share are held: all sheets refer to them in any order. */
export const MAX_SHARED_CHARACTERS = 1 << 26;

/** The sheets of a workbook in their order, and what their cells refer to. Throws LoamError `import/xlsx-too-large`. */
export async function readWorkbook(
  zip: ZipPackage,
  path: string,
  most = MAX_SHARED_CHARACTERS,
): Promise<Workbook & { sheets: Sheet[] }> {
  const main = await mainPart(zip, 'xl/workbook.xml');
  const tags = await tagsOf(zip, main);
  const parts = await relationships(zip, main);
  const target = (id: string) => parts.find((part) => part.id === id)?.target ?? '';
  const ofType = (type: string) => parts.find((part) => part.type.endsWith(type))?.target ?? '';
  const sheets = tags.flatMap(({ name, attributes }) => {
    const part = name === 'sheet' ? target(attributes.get('r:id') ?? attributes.get('id') ?? '') : '';
    return zip.has(part) ? [{ name: attributes.get('name') ?? '', part }] : [];
  });
  const settings = tags.find(({ name }) => name === 'workbookPr')?.attributes.get('date1904');
  const styles = ofType('/styles');
  const shared = ofType('/sharedStrings');
  return {
    sheets,
    from1904: settings === '1' || settings === 'true',
    dates: zip.has(styles) ? await dateStyles(zip, styles) : [],
    strings: zip.has(shared) ? await sharedStrings(zip, shared, path, most) : [],
  };
}

async function dateStyles(zip: ZipPackage, part: string): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let inCells = false;
  for (const { name, attributes } of await tagsOf(zip, part)) {
    if (name === 'numFmt') codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
    // Styles of cells stand in cellXfs; those in cellStyleXfs before it only look the same.
    else if (name === 'cellXfs') inCells = true;
    else if (name === 'cellStyles' || name === 'dxfs') inCells = false;
    else if (name === 'xf' && inCells) {
      const id = Number(attributes.get('numFmtId') ?? 0);
      dates.push(isDateFormat(id, codes.get(id)));
    }
  }
  return dates;
}

async function sharedStrings(zip: ZipPackage, part: string, path: string, most: number): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  let text = '';
  let inText = false;
  let phonetic = false;
  const scanner = new MarkupScanner('xml', {
    open(tag) {
      const name = localName(tag);
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = !phonetic;
    },
    close(tag) {
      const name = localName(tag);
      if (name === 'si') strings.push(text);
      else if (name === 'rPh') phonetic = false;
      else if (name === 't') inText = false;
    },
    text(piece) {
      if (!inText) return;
      characters += piece.length;
      text += piece;
    },
  });
  for await (const piece of zip.text(part)) {
    scanner.write(piece);
    // An empty text takes room too.
    if (characters + strings.length * 8 > most) throw tooLarge(path, most);
  }
  scanner.finish();
  return strings;
}

function tooLarge(path: string, most: number): LoamError {
  return new LoamError({
    code: 'import/xlsx-too-large',
    what: `The texts of this workbook have more than ${most >> 20} million characters`,
    where: path,
    remedy: 'Save its sheets as .csv files and drop those: they may be of any size.',
  });
}
