import { LoamError } from '@/base/errors';

/** A member as the archive's directory describes it. Every number is a claim, to be checked against what comes out. */
export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly compressedBytes: number;
  /** Of the member's local header. */
  readonly headerOffset: number;
}

/** The end record is 22 bytes and a comment of at most 65,535. */
const END_BYTES = 22 + 0xffff;
const DIRECTORY_CAP_BYTES = 1 << 26;

/**
 * Members in the order of the archive's directory (APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16, zip64 included). The directory rather than
 * the stream of local headers: a member's end is then known, and it can be read a second time without reading all before it. Throws LoamError
 * `import/damaged-zip`.
 */
export async function readDirectory(path: string, zip: Blob): Promise<ZipMember[]> {
  const tailStart = Math.max(0, zip.size - END_BYTES);
  const tail = await view(zip, tailStart, zip.size);
  let end = -1;
  for (let at = tail.byteLength - 22; at >= 0 && end < 0; at--) if (tail.getUint32(at, true) === 0x06054b50) end = at;
  if (end < 0) throw damaged(path, 'The end of this zip archive is missing');
  let size = tail.getUint32(end + 12, true);
  let offset = tail.getUint32(end + 16, true);
  const locator = end - 20;
  if (locator >= 0 && tail.getUint32(locator, true) === 0x07064b50) {
    const record = await view(zip, uint64(tail, locator + 8), uint64(tail, locator + 8) + 56);
    if (record.byteLength < 56 || record.getUint32(0, true) !== 0x06064b50)
      throw damaged(path, 'The zip64 record of this archive is damaged');
    size = uint64(record, 40);
    offset = uint64(record, 48);
  }
  if (size > DIRECTORY_CAP_BYTES) throw damaged(path, 'The directory of this zip archive is too large to be true');
  const directory = await view(zip, offset, offset + size);
  if (directory.byteLength < size) throw damaged(path, 'The directory of this zip archive is cut off');
  return membersOf(directory, path);
}

function membersOf(directory: DataView, path: string): ZipMember[] {
  const members: ZipMember[] = [];
  const size = directory.byteLength;
  for (let at = 0; at + 46 <= size && directory.getUint32(at, true) === 0x02014b50; ) {
    const flags = directory.getUint16(at + 8, true);
    const nameLength = directory.getUint16(at + 28, true);
    const extraLength = directory.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + directory.getUint16(at + 32, true);
    if (next > size) throw damaged(path, 'The directory of this zip archive is damaged');
    const name = bytes(directory, at + 46, nameLength);
    const wide = zip64Values(directory, at, nameLength, extraLength);
    members.push({
      name: nameText(name, (flags & 0x800) !== 0),
      method: directory.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      crc: directory.getUint32(at + 16, true),
      compressedBytes: wide.compressedBytes,
      headerOffset: wide.headerOffset,
    });
    at = next;
  }
  return members;
}

/** Sizes of 0xFFFFFFFF stand in extra field 1, in this order, only those that did not fit. */
function zip64Values(directory: DataView, at: number, nameLength: number, extraLength: number) {
  const plain = (offset: number) => directory.getUint32(at + offset, true);
  let compressedBytes = plain(20);
  let headerOffset = plain(42);
  const start = at + 46 + nameLength;
  for (let field = start; field + 4 <= start + extraLength; ) {
    const length = directory.getUint16(field + 2, true);
    const fieldEnd = Math.min(field + 4 + length, start + extraLength);
    if (directory.getUint16(field, true) === 1) {
      let value = field + 4;
      const take = (present: boolean, otherwise: number) => {
        if (!present || value + 8 > fieldEnd) return otherwise;
        value += 8;
        return uint64(directory, value - 8);
      };
      take(plain(24) === 0xffffffff, 0);
      compressedBytes = take(compressedBytes === 0xffffffff, compressedBytes);
      headerOffset = take(headerOffset === 0xffffffff, headerOffset);
    }
    field += 4 + length;
  }
  return { compressedBytes, headerOffset };
}

/** Where the member's data begins: after its local header, whose lengths may differ from the directory's. */
export async function dataStart(path: string, zip: Blob, member: ZipMember): Promise<number> {
  const header = await view(zip, member.headerOffset, member.headerOffset + 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50)
    throw damaged(path, 'This member of the archive is not where the directory says');
  return member.headerOffset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
}

export function damaged(path: string, what: string, cause?: unknown): LoamError {
  return new LoamError(
    {
      code: 'import/damaged-zip',
      what,
      where: path,
      remedy: 'Download or copy the archive again, or unpack it yourself and drop the files.',
    },
    { cause },
  );
}

/** Names without the UTF-8 flag are in the code page of who packed; many are UTF-8 all the same. */
function nameText(name: Uint8Array, utf8: boolean): string {
  if (utf8) return new TextDecoder().decode(name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return new TextDecoder('windows-1252').decode(name);
  }
}

const bytes = (data: DataView, at: number, length: number) => new Uint8Array(data.buffer, data.byteOffset + at, length);
const uint64 = (data: DataView, at: number) => data.getUint32(at, true) + data.getUint32(at + 4, true) * 2 ** 32;

async function view(blob: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await blob.slice(from, Math.min(to, blob.size)).arrayBuffer());
}
