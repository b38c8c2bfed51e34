import { getDocument, PasswordResponses } from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { LoamError } from '@/base/errors';
import { characterMaps } from './character-maps';
import { Clock } from './clock';
import type { PageItem } from './page-lines';
import { quietRejections } from './quiet-rejections';

// We are in a worker already: with its code at hand pdf.js starts none of its own.
Object.assign(globalThis, { pdfjsWorker: pdfWorker });

/** A page of a book has some thousand characters in some hundred pieces, a page of a drawing some ten thousand of either. */
const MAX_PAGE_CHARACTERS = 1 << 24;
const MAX_PAGE_ITEMS = 1 << 18;
/** Some milliseconds are usual. Forms that draw forms that draw forms take years, or text that says nothing. */
const MAX_PAGE_MS = 4000;

export interface Pdf {
  readonly pages: number;
  /** Character maps that this PDF needs and that could not be loaded; the text that needs them is missing. */
  readonly missingMaps: ReadonlySet<string>;
  /** Pieces of text of a page, from 1. */
  page(number: number, breathe: () => Promise<void>): Promise<PageItem[]>;
  close(): Promise<void>;
}

/** Throws LoamError `import/encrypted` and `import/damaged-pdf`. Pages that take longer than `pageMs` throw. */
export async function openPdf(data: Uint8Array, path: string, pageMs = MAX_PAGE_MS): Promise<Pdf> {
  const endQuiet = quietRejections();
  const missingMaps = new Set<string>();
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
    useWorkerFetch: false,
    BinaryDataFactory: characterMaps((map) => missingMaps.add(map)),
  });
  try {
    const document = await task.promise;
    return {
      pages: document.numPages,
      missingMaps,
      async page(number, breathe) {
        const page = await document.getPage(number);
        const reader = page.streamTextContent().getReader();
        const items: PageItem[] = [];
        let characters = 0;
        const clock = new Clock(pageMs);
        try {
          for (;;) {
            await breathe();
            const { done, value } = await clock.race(reader.read());
            if (done) return items;
            for (const item of value.items) {
              if (!('str' in item)) continue;
              characters += item.str.length + 1;
              items.push(item);
            }
            if (characters > MAX_PAGE_CHARACTERS || items.length > MAX_PAGE_ITEMS)
              throw new Error('the text of this page does not end');
          }
        } finally {
          clock.stop();
          // Not cancelled: pdf.js goes on writing into a stream that is closed, and throws where nobody can catch it. Unread, it waits.
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
