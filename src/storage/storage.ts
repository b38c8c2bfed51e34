/**
 * Files at rest: packed tokens, documents, checkpoints, exports. One interface, three twins: `opfs.ts` in browser workers, `disk.ts` in Node,
 * `memory.ts` in tests. Paths are `/`-separated, without leading slash; folders come and go with their files.
 */
export interface Storage {
  /** Creates or truncates a file for sequential writing. Not visible to readers before `close`. A full disk throws `storage/full`. */
  create(path: string): Promise<FileWriter>;
  /** Opens for random reading. Missing files throw `storage/missing`. */
  open(path: string): Promise<FileReader>;
  /** The file as a Blob that is not copied to the heap. Missing files throw `storage/missing`. */
  blob(path: string): Promise<Blob>;
  exists(path: string): Promise<boolean>;
  /** Every file below a prefix, sorted. */
  list(prefix: string): Promise<string[]>;
  /** Removes a file or a whole folder; removing what is not there is no error. */
  remove(path: string): Promise<void>;
  usage(): Promise<{ usedBytes: number; quotaBytes: number }>;
}

export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>;
  /** Takes back all that was written after the first `sizeBytes`. */
  rewind(sizeBytes: number): Promise<void>;
  close(): Promise<void>;
  /** Gives up: the file, or the earlier version of it, stays as it was before `create`. */
  abort(): Promise<void>;
}

/** Synchronous random access (OPFS sync access handles allow it in workers), so that a batch is read without awaiting. */
export interface FileReader {
  readonly sizeBytes: number;
  /** Reads into `target` from byte `offset`; returns the bytes read, fewer only at the end of the file. */
  read(target: Uint8Array, offset: number): number;
  close(): void;
}
