import { isAbort, LoamError } from '@/base/errors';
import { joined } from '../../encoding/byte-source';
import type { BinaryFile } from '../binary-file';
import type { ImportedPart, ReadContext, TextReader } from '../entry';
import { PartGatherer } from '../part-gatherer';
import { TookTooLong } from './clock';
import { refuseBombs } from './flate-bombs';
import { joinLines, joinWords } from './join-lines';
import { openPdf } from './open-pdf';
import { linesOf } from './page-lines';
import { refuseUnclosed } from './unclosed-objects';

/** pdf.js holds the whole file. */
export const MAX_PDF_BYTES = 1 << 28;
const BLOCK_BYTES = 1 << 20;
/** So many pages one after the other that cannot be read are a file that cannot. */
const MOST_FAILURES = 50;
/** Pages that take seconds each are made to. */
const MOST_SLOW = 2;

/**
 * A document with a part, or several, for each page; `row` is the page. A page that cannot be read is reported and the rest is kept. Throws LoamError
 * `import/pdf-too-large`, `import/expands-too-much`, `import/encrypted`, `import/damaged-pdf`, `import/no-text`.
 */
export const pdfReader: TextReader<BinaryFile> = {
  kind: 'text',
  async *parts(file, context) {
    const { path } = file;
    const bytes = await bytesOf(file, context);
    await refuseBombs(bytes, path, context.breathe);
    refuseUnclosed(bytes, path);
    const pdf = await openPdf(bytes, path);
    const gatherer = new PartGatherer(0, 1);
    /** The last page with text, until it is known how the next goes on. */
    let held: { page: number; text: string } | undefined;
    let begun = false;
    const put = ({ page, text }: { page: number; text: string }): ImportedPart[] => {
      const parts = [...gatherer.turn(page, 0), ...gatherer.add(text, file.sizeBytes)];
      begun = true;
      return parts;
    };
    let failures = 0;
    let slow = 0;
    try {
      for (let page = 1; page <= pdf.pages; page++) {
        await context.breathe();
        let text = '';
        try {
          text = joinLines(linesOf(await pdf.page(page, context.breathe)));
          failures = 0;
        } catch (error) {
          if (isAbort(error) || error instanceof DOMException) throw error;
          context.report(unreadable(path, page));
          if (error instanceof TookTooLong && ++slow >= MOST_SLOW) throw tooSlow(path, page);
          if (++failures >= MOST_FAILURES) throw tooMany(path, page);
        }
        if (text === '') continue;
        if (held) {
          const [before, rest] = acrossPages(held.text, text);
          yield put({ page: held.page, text: before });
          held = { page, text: rest };
        } else held = { page, text };
      }
    } finally {
      await pdf.close();
    }
    for (const map of pdf.missingMaps) context.report(missingMap(path, map));
    if (held) yield put(held);
    if (!begun) throw noText(path);
    yield gatherer.finish();
  },
};

/** The text of two pages so that together they read on: a cut word is whole on the first, a paragraph goes on in the second. */
export function acrossPages(before: string, next: string): [before: string, next: string] {
  const goesOn = /^\p{Ll}/u.test(next) && /[\p{L},;\-\u2010\u00ad]$/u.test(before);
  if (!goesOn) return [before, `\n\n${next}`];
  const word = /^\S+/.exec(next)?.[0] ?? '';
  const whole = joinWords(before, word);
  return whole.length < before.length + 1 + word.length ? [whole, next.slice(word.length)] : [before, ` ${next}`];
}

async function bytesOf(file: BinaryFile, { breathe }: ReadContext): Promise<Uint8Array> {
  const blob = await file.blob();
  if (blob.size > MAX_PDF_BYTES) throw tooLarge(file.path);
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < blob.size; at += BLOCK_BYTES) {
    await breathe();
    const block = new Uint8Array(await blob.slice(at, at + BLOCK_BYTES).arrayBuffer());
    file.read(block.length);
    blocks.push(block);
  }
  return joined(blocks);
}

function unreadable(path: string, page: number): Parameters<ReadContext['report']>[0] {
  return {
    severity: 'warning',
    code: 'import/pdf-page',
    what: 'A page could not be read and was left out',
    where: `${path}, page ${page}`,
    remedy: 'Open the file in its program and save it anew, or go on without these pages.',
  };
}

function missingMap(path: string, map: string): Parameters<ReadContext['report']>[0] {
  return {
    severity: 'warning',
    code: 'import/pdf-character-map',
    what: `Text that needs the character map ${map} was left out, since the map could not be loaded`,
    where: path,
    remedy: 'Reload the page when you are connected, and drop the file again.',
  };
}

function tooMany(path: string, page: number): LoamError {
  return new LoamError({
    code: 'import/damaged-pdf',
    what: `The last ${MOST_FAILURES} pages could not be read; those before were kept`,
    where: `${path}, page ${page}`,
    remedy: 'Download or copy the file again, or open it in its program and save it anew.',
  });
}

function tooSlow(path: string, page: number): LoamError {
  return new LoamError({
    code: 'import/damaged-pdf',
    what: `${MOST_SLOW} pages took seconds each without coming to an end; those before were kept`,
    where: `${path}, page ${page}`,
    remedy: 'Open it in its program and save it anew, or convert it to plain text first.',
  });
}

function tooLarge(path: string): LoamError {
  return new LoamError({
    code: 'import/pdf-too-large',
    what: `This PDF is larger than ${MAX_PDF_BYTES >> 20} MB`,
    where: path,
    remedy: 'Split it, or convert it to plain text first.',
  });
}

function noText(path: string): LoamError {
  return new LoamError({
    code: 'import/no-text',
    what: 'No page of this PDF has text: they may be images of text',
    where: path,
    remedy: 'Run text recognition (OCR) over it and drop what comes out.',
  });
}
