import { LoamError } from '@/base/errors';
import { detectEncoding } from '../../encoding/detect-encoding';
import { textPieces } from '../../encoding/text-file';
import type { BinaryFile } from '../binary-file';
import type { ReadContext, TextReader } from '../entry';
import { HtmlText } from '../html/html-text';
import { MarkupScanner } from '../markup/markup-scanner';
import { PartGatherer } from '../part-gatherer';
import { openPackage, type ZipPackage } from '../zip-package/open-package';
import { spineOf } from './spine';

/** A book as one document, streamed; `row` counts chapters. A chapter that cannot be read is reported and the rest is kept. */
export const epubReader: TextReader<BinaryFile> = {
  kind: 'text',
  async *parts(file, { report, breathe }) {
    const zip = await openPackage(file, 'e-book (.epub)');
    if (await isEncrypted(zip)) throw encrypted(file.path);
    const gatherer = new PartGatherer(0, 1);
    let begun = false;
    let chapter = 0;
    for (const name of await spineOf(zip, file.path)) {
      chapter++;
      try {
        let fresh = true;
        for await (const text of chapterText(zip, name, breathe)) {
          if (text === '') continue;
          if (fresh) yield gatherer.turn(chapter, 0);
          yield gatherer.add(fresh && begun ? `\n\n${text}` : text, file.sizeBytes);
          fresh = false;
          begun = true;
        }
      } catch (error) {
        if (!(error instanceof LoamError) || error.report.code === 'import/expands-too-much') throw error;
        // A page with nothing on it is no fault.
        if (error.report.code !== 'import/empty') report(unreadable(file.path, chapter, error));
      }
    }
    yield gatherer.finish();
  },
};

async function* chapterText(zip: ZipPackage, name: string, breathe: () => Promise<void>): AsyncGenerator<string> {
  const bytes = zip.member(name);
  const detection = await detectEncoding(bytes, breathe);
  const text = new HtmlText();
  const scanner = new MarkupScanner('html', text);
  for await (const piece of textPieces({ ...detection, bytes, encoding: detection.encoding.name })) {
    await breathe();
    scanner.write(piece.text);
    yield text.taken();
  }
  scanner.finish();
  yield text.taken();
}

/** Fonts may be obfuscated; what is ciphered is protected (EPUB 3.3, section 4.2.6.3.2). */
async function isEncrypted(zip: ZipPackage): Promise<boolean> {
  const list = 'META-INF/encryption.xml';
  if (!zip.has(list)) return false;
  let head = '';
  for await (const text of zip.text(list)) if (head.length < 1 << 20) head += text;
  return /xmlenc#(aes|tripledes|kw)/.test(head);
}

function encrypted(path: string): LoamError {
  return new LoamError({
    code: 'import/encrypted',
    what: 'This e-book is protected against copying and cannot be read',
    where: path,
    remedy: 'Use an edition without protection.',
  });
}

function unreadable(path: string, chapter: number, { report }: LoamError): Parameters<ReadContext['report']>[0] {
  return {
    severity: 'warning',
    code: 'import/epub-chapter',
    what: `A chapter could not be read and was left out: ${report.what}`,
    where: `${path}, chapter ${chapter}`,
    remedy: 'Download the book again, or go on without it.',
  };
}
