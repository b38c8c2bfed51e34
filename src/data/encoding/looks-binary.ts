const text = (s: string) => Uint8Array.from(s, (c) => c.charCodeAt(0));

/** First bytes of files that are often renamed to .txt by mistake. */
const MAGIC: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['a PNG image', text('\x89PNG')],
  ['a JPEG image', text('\xff\xd8\xff')],
  ['a GIF image', text('GIF8')],
  ['a PDF document', text('%PDF-')],
  ['a zip archive (or a Word, Excel or EPUB file)', text('PK\x03\x04')],
  ['a gzip archive', text('\x1f\x8b')],
  ['a program', text('\x7fELF')],
  ['a program', text('MZ\x90\x00')],
  ['a 7-zip archive', text('7z\xbc\xaf')],
  ['a zstd archive', text('\x28\xb5\x2f\xfd')],
  ['a Parquet table', text('PAR1')],
  ['an Ogg recording', text('OggS')],
  ['a RIFF recording or image', text('RIFF')],
];

/** What the bytes are when they are not text, from the first 64 KB; undefined for text. NULs that make UTF-16 count as text. */
export function looksBinary(head: Uint8Array): string | undefined {
  const known = MAGIC.find(([, magic]) => magic.every((byte, i) => head[i] === byte));
  if (known) return known[0];
  if (utf16Pattern(head)) return undefined;
  let nulls = 0;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) nulls++;
    // Tab, line feed, vertical tab, form feed, carriage return and escape occur in text.
    else if (byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27) controls++;
  }
  if (nulls > head.length / 1000) return 'binary data: it contains NUL bytes';
  if (controls > head.length / 20) return 'binary data: too many control characters';
  return undefined;
}

/**
 * UTF-16 without a byte-order mark: text in Latin script has a NUL in every second byte. At least a fifth of one parity is NUL and hardly
 * any of the other.
 */
export function utf16Pattern(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head.length < 4) return undefined;
  const nulls = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) nulls[i % 2] = (nulls[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nulls;
  const half = head.length / 2;
  if (odd > half / 5 && even < half / 50) return 'utf-16le';
  if (even > half / 5 && odd < half / 50) return 'utf-16be';
  return undefined;
}
