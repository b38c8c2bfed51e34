import { LoamError } from '@/base/errors';
import { type ByteSource, blobSource, streamChunks, streamOf } from '../encoding/byte-source';
import { crc32 } from './crc32';
import type { Expansion } from './expansion';
import { damaged, dataStart, type ZipMember } from './zip-directory';

/** One member of a zip archive, decompressed as it is read, its checksum verified at the end. Throws LoamError `import/...-zip`. */
export function zipMember(path: string, zip: Blob, member: ZipMember, read: OnRead, expansion: Expansion): ByteSource {
  const counter = { bytes: 0 };
  return {
    path,
    open: () => expansion.watch(path, content(path, zip, member, read), () => member.compressedBytes, counter),
  };
}

type OnRead = ((bytes: number) => void) | undefined;

async function* content(path: string, zip: Blob, member: ZipMember, read: OnRead): AsyncGenerator<Uint8Array> {
  if (member.encrypted) throw refused(path, 'This member of the archive is encrypted');
  if (member.method !== 0 && member.method !== 8)
    throw refused(path, `This member is compressed by method ${member.method}, which is not supported`);
  const start = await dataStart(path, zip, member);
  const raw = blobSource(path, zip.slice(start, start + member.compressedBytes), read).open();
  const chunks =
    member.method === 0 ? raw : streamChunks(streamOf(raw).pipeThrough(new DecompressionStream('deflate-raw')));
  let crc = 0;
  try {
    for await (const chunk of chunks) {
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    // The decompressor's own complaints; cancelling and unreadable files are something else.
    if (error instanceof LoamError || error instanceof DOMException) throw error;
    throw damaged(path, 'This member of the archive is damaged or cut off; nothing of it was kept', error);
  }
  if (crc !== member.crc) throw damaged(path, 'The checksum of this member is wrong; nothing of it was kept');
}

function refused(path: string, what: string): LoamError {
  return new LoamError({
    code: 'import/unsupported-zip',
    what,
    where: path,
    remedy: 'Unpack it yourself and drop the files.',
  });
}
