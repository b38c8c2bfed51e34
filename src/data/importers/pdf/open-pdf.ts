import { getDocument, PasswordResponses } from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { LoamError } from '@/base/errors';
import type { PageItem } from './page-lines';
import { quietRejections } from './quiet-rejections';

// We are in a worker already: with its code at hand pdf.js starts none of its own.
Object.assign(globalThis, { pdfjsWorker: pdfWorker });

/** A page of a book has some thousand characters, a page of a drawing some ten thousand. */
const MAX_PAGE_CHARACTERS = 1 << 24;

export interface Pdf {
  readonly pages: number;
  /** Pieces of text of a page, from 1. */
  page(number: number, breathe: () => Promise<void>): Promise<PageItem[]>;
  close(): Promise<void>;
}

/** Throws LoamError `import/encrypted` and `import/damaged-pdf`. */
export async function openPdf(data: Uint8Array, path: string): Promise<Pdf> {
  const endQuiet = quietRejections();
  const task = getDocument({
    data,
    // Only text is wanted: nothing is compiled, drawn, fetched or logged.
    isEvalSupported: false,
    useWasm: false,
    disableFontFace: true,
    useSystemFonts: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    return {
      pages: document.numPages,
      async page(number, breathe) {
        const page = await document.getPage(number);
        const reader = page.streamTextContent().getReader();
        const items: PageItem[] = [];
        let characters = 0;
        try {
          for (;;) {
            await breathe();
            const { done, value } = await reader.read();
            if (done) return items;
            for (const item of value.items) {
              if (!('str' in item)) continue;
              characters += item.str.length + 1;
              items.push(item);
            }
            if (characters > MAX_PAGE_CHARACTERS) throw new Error('the text of this page does not end');
          }
        } finally {
          await reader.cancel().catch(() => {});
          page.cleanup();
        }
      },
      async close() {
        await task.destroy();
        await endQuiet();
      },
    };
  } catch (cause) {
    await task.destroy();
    await endQuiet();
    throw isPassword(cause) ? encrypted(path) : damaged(path, cause);
  }
}

const isPassword = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === PasswordResponses.NEED_PASSWORD || error.code === PasswordResponses.INCORRECT_PASSWORD);

function encrypted(path: string): LoamError {
  return new LoamError({
    code: 'import/encrypted',
    what: 'This PDF is encrypted: it opens with a password only',
    where: path,
    remedy: 'Open it in its program, save it without the password and drop it again.',
  });
}

function damaged(path: string, cause: unknown): LoamError {
  return new LoamError(
    {
      code: 'import/damaged-pdf',
      what: 'This PDF is damaged, cut off or none',
      where: `${path}, before page 1`,
      remedy: 'Download or copy the file again, or open it in its program and save it anew.',
    },
    { cause },
  );
}
