/** Where a document came from, down to the bytes. */
export interface Provenance {
  readonly sourceId: string;
  /** Path of the file, archives included: `mail.zip/inbox/1.txt`. */
  readonly file: string;
  /** 1-based line (JSONL), row (tables) or element (JSON arrays); absent when the file is one document. */
  readonly row?: number;
  /** Half-open byte range in the file as stored in its (decompressed) container, before decoding. */
  readonly byteStart: number;
  readonly byteEnd: number;
}

/**
 * A document, or a part of one. Every text that moves through the data worker is bounded (`MAX_PART_CHARACTERS`), so that a 300 MB file
 * never is one string: a longer document comes as consecutive parts, cut before white space that follows a non-space, where byte-level
 * BPE's pre-tokenizer cuts too.
 */
export interface DocumentPart {
  /** Index of the document in the corpus, from 0; parts of one document share it. */
  readonly document: number;
  readonly part: number;
  readonly lastPart: boolean;
  readonly text: string;
  readonly provenance: Provenance;
}

export const MAX_PART_CHARACTERS = 1 << 20;
