import { type ByteSource, blobSource } from '../encoding/byte-source';

/** A file of a format of bytes: streamed from its start, or as a Blob where a format needs random access. */
export interface BinaryFile {
  readonly path: string;
  /** Of the file, once it was opened to its end or as a Blob; before that what was read so far. */
  readonly sizeBytes: number;
  open(): AsyncIterable<Uint8Array>;
  /** A member of an archive is first unpacked to storage. Whoever reads slices says so to `read`. */
  blob(): Promise<Blob>;
  /** Progress: bytes of the Blob that were read. */
  read(bytes: number): void;
}

/** `keep` turns a stream into a Blob outside the heap. */
export function binaryFile(source: ByteSource, keep: (chunks: AsyncIterable<Uint8Array>) => Promise<Blob>): BinaryFile {
  let counted = 0;
  let kept: Promise<Blob> | undefined;
  const { blob, onRead = () => {} } = source;
  const stream = blob ? blobSource(source.path, blob, onRead) : source;
  return {
    path: source.path,
    get sizeBytes() {
      return blob?.size ?? counted;
    },
    async *open() {
      let bytes = 0;
      for await (const chunk of stream.open()) {
        bytes += chunk.length;
        counted = Math.max(counted, bytes);
        yield chunk;
      }
    },
    async blob() {
      if (blob) return blob;
      kept ??= keep(this.open());
      return kept;
    },
    read(bytes) {
      if (blob) onRead(bytes);
    },
  };
}
