import { LoamError } from '@/base/errors';

/** Bytes that pdf.js may read in vain: some two seconds of it. */
const MOST_READ = 1 << 25;
/** A larger file is taken at its word: looking it through would take as long. */
const MOST_BYTES = 1 << 24;
/** Bounded, so that a megabyte of digits is passed over and not tried at each. */
const OBJECT = /\b(\d{1,10})\s{1,4}(\d{1,5})\s{1,4}obj\b/g;

/**
 * Refuses a PDF of which the same objects stand there again and again without an end. Where its table is damaged, pdf.js looks for the objects
 * itself and reads each that it has met before to its end, which is then that of the file: time that grows with the square, and cannot be
 * interrupted. Throws LoamError `import/damaged-pdf`.
 */
export function refuseUnclosed(file: Uint8Array, path: string): void {
  if (file.length > MOST_BYTES) return;
  const text = new TextDecoder('latin1').decode(file);
  const places = [...text.matchAll(OBJECT)].map(({ index, 0: head, 1: number, 2: generation }) => ({
    start: index + head.length,
    before: index,
    id: `${number} ${generation}`,
  }));
  const seen = new Set<string>();
  let read = 0;
  for (const [i, { start, id }] of places.entries()) {
    const again = seen.has(id);
    seen.add(id);
    if (!again || isClosed(text, start, places[i + 1]?.before ?? text.length)) continue;
    read += text.length - start;
    if (read > MOST_READ) throw unclosed(path, start);
  }
}

/** Whether as many dictionaries end as begin. */
function isClosed(text: string, from: number, to: number): boolean {
  let open = 0;
  for (const [mark] of text.slice(from, to).matchAll(/<<|>>|\bstream\b/g)) {
    if (mark === 'stream') break;
    open += mark === '<<' ? 1 : -1;
  }
  return open <= 0;
}

function unclosed(path: string, byte: number): LoamError {
  return new LoamError({
    code: 'import/damaged-pdf',
    what: 'This PDF is damaged: the same objects begin again and again and never end',
    where: `${path}, byte ${byte}`,
    remedy: 'Download or copy the file again, or open it in its program and save it anew.',
  });
}
