import { LoamError } from '@/base/errors';
import type { MediaReference } from '@/schema/media';
import type { FileWriter, Storage } from '@/storage/storage';
import type { UnpackedFile } from '../archives/unpack';
import { mediaKind } from './media-kind';
import type { MediaReadContext, MediaReader } from './media-reader';

/** So many bytes of pixels and samples that one source may keep: 20,000 pictures of 256 x 256, or nine hours of 16 kHz sound. */
export const MAX_MEDIA_BYTES = 4e9;

/** Decodes the media files of one source and appends them to the source's `media.bin`. */
export class MediaWriter {
  private writer: FileWriter | undefined;
  private written = 0;

  constructor(
    private readonly storage: Storage,
    private readonly path: string,
    private readonly sourceId: string,
    private readonly readers: readonly MediaReader[],
    private readonly breathe: () => Promise<void>,
  ) {}

  /** Bytes of `media.bin`. */
  get bytes(): number {
    return this.written;
  }

  /** Where the file's content lies; throws the LoamError that says why it cannot be read. */
  async take({ path, head, source }: UnpackedFile, report: MediaReadContext['report']): Promise<MediaReference> {
    if (this.written > MAX_MEDIA_BYTES) throw full(path);
    const media = mediaKind(head);
    const reader = media && this.readers.find(({ kind }) => kind === media.kind);
    if (!media || !reader) throw new Error(`no reader for the media of ${path}`);
    this.writer ??= await this.storage.create(this.path);
    const { writer } = this;
    const write = async (bytes: Uint8Array) => {
      await writer.write(bytes);
      this.written += bytes.length;
      await this.breathe();
    };
    const byteStart = this.written;
    const content = await reader.read({ path, format: media.format, source }, { write, report, breathe: this.breathe });
    return { ...content, sourceId: this.sourceId, file: path, byteStart, byteEnd: this.written };
  }

  async close(): Promise<void> {
    await this.writer?.close();
  }

  async abort(): Promise<void> {
    await this.writer?.abort();
  }
}

function full(path: string): LoamError {
  return new LoamError({
    code: 'media/too-much',
    what: `The media of this source take more than ${MAX_MEDIA_BYTES / 1e9} GB; this and later files were left out`,
    where: path,
    remedy: 'Drop fewer files at once, or shorter recordings.',
  });
}
