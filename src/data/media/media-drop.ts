import { isAbort } from '@/base/errors';
import type { SourceFile } from '@/schema/source';
import { archiveFormat, innerName } from '../archives/archive-format';
import { readTar } from '../archives/tar';
import type { Unpacked, UnpackedFile } from '../archives/unpack';
import { readDirectory } from '../archives/zip-directory';
import { MEDIA_HEAD_BYTES, mediaKind, namesMedia } from './media-kind';
import type { MediaReader } from './media-reader';

const NOTHING = new Uint8Array();

/**
 * Whether files have to be listed before any is read: a drop, or an archive, that names media. What lies in a compressed archive, or in an
 * archive within another, is not known before it is unpacked: that counts as yes.
 */
export async function mayHoldMedia(files: readonly SourceFile[], breathe: () => Promise<void>): Promise<boolean> {
  for (const file of files) if (namesMedia(file.path) || (await archiveMay(file, breathe))) return true;
  return false;
}

async function archiveMay({ path, blob }: SourceFile, breathe: () => Promise<void>): Promise<boolean> {
  const may = (name: string) => namesMedia(name) || archiveFormat(name, NOTHING) !== undefined;
  const format = archiveFormat(path, NOTHING);
  if (format === 'gzip' || format === 'zstd') return may(innerName(path));
  try {
    if (format === 'zip') return (await readDirectory(path, blob)).some(({ name }) => may(name));
    if (format === 'tar') for await (const { name } of readTar(path, blob, breathe)) if (may(name)) return true;
  } catch (error) {
    if (isAbort(error)) throw error;
    // What is wrong with it is told when it is read.
  }
  return false;
}

/** The files of a drop with media, parted. Everything keeps its order. */
export interface ListedDrop {
  readonly media: readonly UnpackedFile[];
  /** Files, and the reasons why there are none. */
  readonly others: readonly Unpacked[];
}

/** Heads of a listing are all in memory: beyond so many bytes they are cut to what tells most formats. */
const HEADS_BYTES = 32e6;
const SHORT_HEAD_BYTES = 512;

/** Media are what a reader is there for; anything else is read as ever. */
export async function listed(files: AsyncIterable<Unpacked>, readers: readonly MediaReader[]): Promise<ListedDrop> {
  const media: UnpackedFile[] = [];
  const others: Unpacked[] = [];
  let held = 0;
  for await (const file of files) {
    if ('problem' in file) {
      others.push(file);
      continue;
    }
    const kind = mediaKind(file.head)?.kind;
    if (readers.some((reader) => reader.kind === kind)) media.push(cut(file, MEDIA_HEAD_BYTES));
    else {
      held += file.head.length;
      others.push(held > HEADS_BYTES ? cut(file, SHORT_HEAD_BYTES) : file);
    }
  }
  return { media, others };
}

const cut = (file: UnpackedFile, bytes: number): UnpackedFile => ({ ...file, head: file.head.slice(0, bytes) });
