const ENDINGS: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'text/plain': '.txt',
  'text/markdown': '.md',
  'text/csv': '.csv',
  'text/tab-separated-values': '.tsv',
  'application/json': '.json',
  'application/x-ndjson': '.jsonl',
  'application/jsonl': '.jsonl',
  'application/xml': '.xml',
  'text/xml': '.xml',
  'application/pdf': '.pdf',
  'application/epub+zip': '.epub',
  'application/zip': '.zip',
  'application/gzip': '.gz',
};
const LONGEST = 150;

/**
 * What a fetched file is called: as its Content-Disposition says (RFC 6266; only where the host exposes that header), or as its address ends,
 * or as its host. Where it has no ending, its media type gives one.
 */
export function fetchedName(address: string, disposition: string | null, mediaType: string): string {
  const url = new URL(address);
  const name = plain(dispositionName(disposition)) || plain(decoded(url.pathname.split('/').at(-1) ?? ''));
  const found = name || url.hostname;
  return name !== '' && /\.[a-z0-9]{1,8}$/i.test(name) ? found : `${found}${ENDINGS[mediaType] ?? ''}`;
}

function dispositionName(disposition: string | null): string {
  const extended = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition ?? '')?.[1];
  if (extended !== undefined) return decoded(extended);
  const [, quoted, bare] = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition ?? '') ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
}

/** No folders, no control characters, no hidden file: it is a name, whatever the host makes of it. */
const plain = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/^\.+/, '')
    .trim()
    .slice(-LONGEST);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
