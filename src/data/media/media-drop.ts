import type { SourceFile } from '@/schema/source';
import { archiveFormat } from '../archives/archive-format';
import type { Unpacked, UnpackedFile } from '../archives/unpack';
import { mediaKind, namesMedia } from './media-kind';
import type { MediaReader } from './media-reader';

const NOTHING = new Uint8Array();

/** Whether files have to be listed before any is read: a drop that names media, or an archive, which may hold some. */
export const mayHoldMedia = (files: readonly SourceFile[]): boolean =>
  files.some(({ path }) => namesMedia(path) || archiveFormat(path, NOTHING) !== undefined);

/** The files of a drop with media, parted. Everything keeps its order. */
export interface ListedDrop {
  readonly media: readonly UnpackedFile[];
  /** Files, and the reasons why there are none. */
  readonly others: readonly Unpacked[];
}

/** Media are what a reader is there for; anything else is read as ever. */
export function listed(all: readonly Unpacked[], readers: readonly MediaReader[]): ListedDrop {
  const isMedia = (one: Unpacked): one is UnpackedFile => {
    const media = 'problem' in one ? undefined : mediaKind(one.head);
    return media !== undefined && readers.some(({ kind }) => kind === media.kind);
  };
  return { media: all.filter(isMedia), others: all.filter((one) => !isMedia(one)) };
}
