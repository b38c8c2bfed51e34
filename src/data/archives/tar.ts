import { LoamError } from '@/base/errors';

/** A regular file in a tar archive. */
export interface TarMember {
  readonly name: string;
  readonly start: number;
  readonly sizeBytes: number;
}

const BLOCK = 512;
/** Names and other attributes are a few hundred bytes. */
const MAX_ATTRIBUTE_BYTES = 1 << 20;

/**
 * Regular files in order (POSIX.1-2001 pax and ustar, GNU long names, sizes in base 256); directories, links and devices are passed over. What
 * follows the last whole member of a broken archive throws LoamError `import/damaged-tar` with its byte.
 */
export async function* readTar(path: string, tar: Blob, breathe: () => Promise<void>): AsyncGenerator<TarMember> {
  /** From pax and GNU headers, for the member that follows. */
  let longName: string | undefined;
  let longSize: number | undefined;
  for (let at = 0; at < tar.size; ) {
    await breathe();
    const header = await bytesOf(tar, at, BLOCK);
    if (header.length < BLOCK) throw damaged(path, at, 'breaks off');
    // Two blocks of zeros end an archive; one will do.
    if (header.every((byte) => byte === 0)) return;
    if (!sumIsRight(header)) throw damaged(path, at, at === 0 ? 'is none, or is damaged' : 'is damaged');
    const type = String.fromCharCode(header[156] ?? 0);
    const sizeBytes = longSize !== undefined && !/[xgLK]/.test(type) ? longSize : numberAt(header, 124, 12);
    const start = at + BLOCK;
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || start + sizeBytes > tar.size)
      throw damaged(path, at, 'breaks off');
    if (/[xLK]/.test(type)) {
      if (sizeBytes > MAX_ATTRIBUTE_BYTES) throw damaged(path, at, 'is damaged');
      const data = await bytesOf(tar, start, sizeBytes);
      if (type === 'L') longName = textOf(data);
      else if (type === 'x') {
        const pax = paxRecords(data);
        longName = pax.get('path') ?? longName;
        const size = pax.get('size');
        if (size !== undefined) longSize = Number(size);
      }
    } else {
      // '0', NUL and '7' are files; old writers mark folders by a slash only.
      const name = longName ?? nameOf(header);
      if (/[0\0 7]/.test(type) && !name.endsWith('/')) yield { name, start, sizeBytes };
      longName = undefined;
      longSize = undefined;
    }
    // Links and devices have no data, whatever size they state.
    at = start + (/[1-6]/.test(type) ? 0 : Math.ceil(sizeBytes / BLOCK) * BLOCK);
  }
}

function nameOf(header: Uint8Array): string {
  const name = textOf(header.subarray(0, 100));
  // GNU archives ("ustar  ") have other things where POSIX has the prefix.
  const posix = textOf(header.subarray(257, 265)) === 'ustar';
  const prefix = posix ? textOf(header.subarray(345, 500)) : '';
  return (prefix === '' ? name : `${prefix}/${name}`).replace(/^(\.\/)+/, '');
}

/** Octal digits, or base 256 where the top bit of the first byte is set. */
function numberAt(header: Uint8Array, at: number, length: number): number {
  const field = header.subarray(at, at + length);
  if (((field[0] ?? 0) & 0x80) === 0) {
    const digits = textOf(field).trim();
    return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : -1;
  }
  return field.reduce((value, byte, i) => value * 256 + (i === 0 ? byte & 0x7f : byte), 0);
}

/** The sum of all bytes, its own field as spaces; some old writers took the bytes for signed. */
function sumIsRight(header: Uint8Array): boolean {
  let unsigned = 0;
  let signed = 0;
  for (let i = 0; i < BLOCK; i++) {
    const byte = i >= 148 && i < 156 ? 32 : (header[i] ?? 0);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const stated = numberAt(header, 148, 8);
  return stated === unsigned || stated === signed;
}

/** `length key=value\n`, the length counting all of the record. */
function paxRecords(data: Uint8Array): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(32, at);
    const length = space < 0 ? 0 : Number(textOf(data.subarray(at, space)));
    if (!Number.isInteger(length) || length <= space - at + 1) return records;
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(textOf(data.subarray(space + 1, at + length - 1))) ?? [];
    records.set(key, value);
    at += length;
  }
  return records;
}

/** Up to the first NUL. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

const bytesOf = async (blob: Blob, at: number, length: number) =>
  new Uint8Array(await blob.slice(at, at + length).arrayBuffer());

function damaged(path: string, at: number, how: string): LoamError {
  return new LoamError({
    code: 'import/damaged-tar',
    what: `This tar archive ${how} at byte ${at}; the files before it were read`,
    where: `${path}, byte ${at}`,
    remedy: 'Download or copy the archive again, or unpack it yourself and drop the files.',
  });
}
