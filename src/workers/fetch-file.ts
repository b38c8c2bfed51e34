import { LoamError } from '@/base/errors';
import type { OnProgress } from '@/base/progress';
import { fetchedName } from './fetched-name';
import type { FetchedFile } from './protocol';

/** More than a browser tab should bring home at one go. */
const MOST_BYTES = 2e9;
/** Parts of so many bytes become Blobs, which the browser may keep on disk. */
const PART_BYTES = 8e6;
const PROGRESS_EVERY_MS = 100;

/**
 * Asks for one file with one GET request, without cookies and referrer; redirects are followed, and told in `url`. Throws LoamError
 * `fetch/offline`, `fetch/refused`, `fetch/status`, `fetch/web-page`, `fetch/too-large` or `fetch/broken`.
 */
export async function fetchFile(address: string, onProgress: OnProgress, mostBytes = MOST_BYTES): Promise<FetchedFile> {
  const response = await ask(address);
  if (!response.ok) throw statusError(response, address);
  const { body, headers } = response;
  const url = response.url || address;
  const mediaType = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const name = fetchedName(url, headers.get('content-disposition'), mediaType);
  if (mediaType === 'text/html' && !/\.(x?html?|php|aspx?|jsp)$/i.test(name)) throw webPage(url);
  const announced = Number(headers.get('content-length') ?? 0);
  if (announced > mostBytes) throw tooLarge(url, mostBytes);
  const collected = new Collected(mediaType);
  let lastReport = 0;
  const report = () => {
    const { bytes } = collected;
    // What is announced of a compressed file is its size before it was unpacked.
    onProgress({ label: `Fetching ${name}`, done: bytes, total: bytes > announced ? 0 : announced, unit: 'bytes' });
    lastReport = performance.now();
  };
  report();
  const reader = body?.getReader();
  for (;;) {
    const { value } = (await reader?.read().catch((error: unknown) => {
      throw broken(url, error);
    })) ?? { value: undefined };
    if (!value) break;
    collected.add(value);
    if (collected.bytes > mostBytes) {
      await reader?.cancel();
      throw tooLarge(url, mostBytes);
    }
    if (performance.now() - lastReport >= PROGRESS_EVERY_MS) report();
  }
  return { name, url, blob: collected.blob() };
}

async function ask(address: string): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
  } catch (error) {
    const offline = globalThis.navigator?.onLine === false;
    throw new LoamError(
      {
        code: offline ? 'fetch/offline' : 'fetch/refused',
        what: offline
          ? 'This browser is not connected'
          : 'The file was not given: the host cannot be reached, or does not let other pages read it (CORS)',
        where: address,
        remedy: offline
          ? 'Connect, and try again.'
          : 'Open the address in a tab of its own, save the file there, and drop it here.',
      },
      { cause: error },
    );
  }
}

/** Bytes as they come, in a Blob of Blobs. */
class Collected {
  bytes = 0;
  private parts: Blob[] = [];
  private pending: Uint8Array<ArrayBuffer>[] = [];
  private pendingBytes = 0;

  constructor(private readonly type: string) {}

  add(chunk: Uint8Array<ArrayBuffer>): void {
    this.bytes += chunk.length;
    this.pending.push(chunk);
    this.pendingBytes += chunk.length;
    if (this.pendingBytes >= PART_BYTES) this.flush();
  }

  blob(): Blob {
    this.flush();
    return new Blob(this.parts, { type: this.type });
  }

  private flush(): void {
    if (this.pendingBytes > 0) this.parts.push(new Blob(this.pending));
    this.pending = [];
    this.pendingBytes = 0;
  }
}

function statusError({ status, statusText, url }: Response, address: string): LoamError {
  const remedies: Readonly<Record<number, string>> = {
    401: 'It wants a login, which Loam never sends: download it yourself and drop it here.',
    403: 'It is not given to everybody: download it yourself and drop it here.',
    404: 'There is no such file there: check the address.',
    410: 'It is no longer there: look for another place that has it.',
    429: 'The host has been asked too often: try again later.',
  };
  return new LoamError({
    code: 'fetch/status',
    what: `The host answered ${status}${statusText ? ` ${statusText}` : ''}`,
    where: url || address,
    remedy: remedies[status] ?? (status >= 500 ? 'Try again later.' : 'Check the address.'),
  });
}

const webPage = (where: string) =>
  new LoamError({
    code: 'fetch/web-page',
    what: 'The host sent a web page in the place of this file',
    where,
    remedy: 'Look for the address of the file itself ("raw", "download"), or save the page and drop it here.',
  });

const tooLarge = (where: string, mostBytes: number) =>
  new LoamError({
    code: 'fetch/too-large',
    what: `The file is larger than ${(mostBytes / 1e9).toPrecision(2)} GB`,
    where,
    remedy: 'Download it, take a part of it, and drop that here.',
  });

const broken = (where: string, cause: unknown) =>
  new LoamError(
    {
      code: 'fetch/broken',
      what: 'The connection broke before all of the file was there',
      where,
      remedy: 'Try again.',
    },
    { cause },
  );
