import type { ByteSource } from './byte-source';
import { joined } from './byte-source';
import { byMark, type Detection, JUDGED_BYTES } from './detect-encoding';
import { looksBinary, utf16Pattern } from './looks-binary';
import { NotUtf8, type TextFile } from './text-file';

/** A file that is read as UTF-8 before it is known to be that. */
export interface HopedUtf8 {
  /** Reading it throws NotUtf8 where the hope fails. */
  readonly file: TextFile;
  /** Present once the file was read to its end: what `detectEncoding` would have said. */
  fulfilled(): Detection | undefined;
}

/**
 * Nearly all files are UTF-8: to read them twice, once to establish that, takes a fifth longer than to read them once and take back what was made of
 * the few that turn out to be something else. Undefined where the first bytes already say that there is no hope.
 */
export function hopedUtf8(source: ByteSource, head: Uint8Array, declared: string | undefined): HopedUtf8 | undefined {
  const marked = byMark(head);
  // ISO-2022-JP is ASCII to look at.
  if (head.length === 0 || declared?.toLowerCase() === 'iso-2022-jp' || (marked && marked.encoding.name !== 'utf-8'))
    return undefined;
  const { encoding, skipBytes } = marked ?? { encoding: { name: 'utf-8', how: 'valid UTF-8' } as const, skipBytes: 0 };
  let sizeBytes: number | undefined;
  const bytes: ByteSource = {
    ...source,
    async *open() {
      let read = 0;
      for await (const chunk of judged(source, marked !== undefined)) {
        read += chunk.length;
        yield chunk;
      }
      sizeBytes = read;
    },
  };
  return {
    file: { bytes, encoding: 'utf-8', skipBytes, valid: true },
    fulfilled: () => (sizeBytes === undefined ? undefined : { encoding, skipBytes, valid: true, sizeBytes }),
  };
}

/** The chunks of a source whose beginning is text in bytes. What has a mark is what the mark says. */
async function* judged(source: ByteSource, marked: boolean): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] | undefined = [];
  let heldBytes = 0;
  const given = () => {
    const head = joined(held ?? []);
    held = undefined;
    const looked = head.subarray(0, JUDGED_BYTES);
    if (!marked && (looksBinary(looked) || utf16Pattern(looked))) throw new NotUtf8();
    return head;
  };
  for await (const chunk of source.open()) {
    if (!held) {
      yield chunk;
      continue;
    }
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes >= JUDGED_BYTES) yield given();
  }
  if (held) yield given();
}
