import type { AudioReference, ImageReference, MediaReference } from '@/schema/media';
import type { FileProblem } from '@/schema/source';
import type { ByteSource } from '../encoding/byte-source';
import type { MediaKind } from './media-kind';

/** What stands in `media.bin`, but for its place. */
export type MediaContent = Omit<AudioReference, 'sourceId' | 'file' | 'byteStart' | 'byteEnd'> | ImageContent;
export type ImageContent = Omit<ImageReference, 'sourceId' | 'file' | 'byteStart' | 'byteEnd'>;

/** A picture or a recording of a drop. */
export interface MediaFile {
  readonly path: string;
  readonly format: MediaKind['format'];
  readonly source: ByteSource;
}

export interface MediaReadContext {
  /** Appends to `media.bin`. */
  write(bytes: Uint8Array): Promise<void>;
  /** What is worth telling about a file that was nevertheless read. */
  report(problem: Omit<FileProblem, 'count'>): void;
  /** Lets messages in, and throws when the import was cancelled. */
  breathe(): Promise<void>;
}

/**
 * Decodes one kind of media and brings it to the form in which it is kept, in bounded memory. Throws LoamError with file and remedy for what
 * cannot be read; what it wrote before that is litter that nothing points to.
 */
export interface MediaReader {
  readonly kind: MediaReference['kind'];
  read(file: MediaFile, context: MediaReadContext): Promise<MediaContent>;
}
