/** One file of an export, made as it is read. */
export interface ExportFile {
  /** Path inside the archive or folder, `/`-separated. */
  readonly path: string;
  /** Where it is known before: archives that cannot hold it are refused at the start. */
  readonly sizeBytes?: number;
  readonly chunks: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** A file whose whole text is at hand. */
export function textFile(path: string, text: string): ExportFile {
  const bytes = new TextEncoder().encode(text);
  return { path, sizeBytes: bytes.length, chunks: one(bytes) };
}

/** Two-space JSON with a final line feed, as transformers writes it. */
export const jsonFile = (path: string, value: unknown): ExportFile =>
  textFile(path, `${JSON.stringify(value, null, 2)}\n`);

/** One JSON value a line, encoded in pieces of about 64 KiB. */
export function jsonLinesFile(path: string, values: Iterable<unknown>): ExportFile {
  return { path, chunks: lines(values) };
}

async function* one(bytes: Uint8Array<ArrayBuffer>) {
  yield bytes;
}

async function* lines(values: Iterable<unknown>) {
  const encoder = new TextEncoder();
  let text = '';
  for (const value of values) {
    text += `${JSON.stringify(value)}\n`;
    if (text.length < 1 << 16) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (text !== '') yield encoder.encode(text);
}
