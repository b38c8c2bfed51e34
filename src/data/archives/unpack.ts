import { LoamError } from '@/base/errors';
import { type ByteSource, blobSource, headOf } from '../encoding/byte-source';
import type { ImporterEntry } from '../importers/entry';
import { archiveFormat, innerName } from './archive-format';
import { Expansion, type ExpansionLimits } from './expansion';
import { gunzipped } from './gzip';
import { isJunk, unsafeName } from './member-name';
import { readTar } from './tar';
import { zipMember } from './zip';
import { readDirectory } from './zip-directory';
import { unzstd } from './zstd';

/** A file to read. `name` and `head` decide the importer, where the contents have not: compression endings are taken off the name. */
export interface UnpackedFile {
  readonly path: string;
  readonly name: string;
  readonly source: ByteSource;
  /** Its first bytes. */
  readonly head: Uint8Array;
  readonly importer?: ImporterEntry;
  /** Whether its archive has meanwhile unfolded to more than it may: for who lists files before reading them. */
  readonly spent?: () => boolean;
}

/** A file, or the reason why there is none. */
export type Unpacked = UnpackedFile | { readonly path: string; readonly problem: unknown };

export interface UnpackContext {
  readonly limits?: ExpansionLimits;
  readonly onRead?: (bytes: number) => void;
  /** Keeps a stream as a Blob outside the heap: an archive inside a compressed file needs random access. */
  readonly spool: (chunks: AsyncIterable<Uint8Array>) => Promise<Blob>;
  readonly breathe: () => Promise<void>;
  /** The importer of a zip archive that is a document and not to be unpacked: by its name or, where given, by its members. */
  readonly packageImporter: (name: string, members?: readonly string[]) => ImporterEntry | undefined;
}

/**
 * The files that a dropped file stands for: itself, or what is in it, archives in archives included. Members follow one another, and one that
 * cannot be read does not keep the others from being read. Junk of operating systems is passed over.
 */
export async function* unpack(path: string, blob: Blob, context: UnpackContext): AsyncGenerator<Unpacked> {
  const expansion = new Expansion(blob.size, context.limits);
  yield* open({ path, name: path, source: blobSource(path, blob, context.onRead) }, expansion, context, 0);
}

interface Packed {
  readonly path: string;
  readonly name: string;
  readonly source: ByteSource;
}

async function* open(
  file: Packed,
  expansion: Expansion,
  context: UnpackContext,
  depth: number,
): AsyncGenerator<Unpacked> {
  const { path, name, source } = file;
  if (isJunk(path)) return;
  const head = await headOf(source);
  const format = context.packageImporter(name) ? undefined : archiveFormat(name, head);
  if (!format) return yield { ...file, head, spent: () => expansion.exhausted };
  if (depth >= expansion.limits.depth) return yield { path, problem: tooDeep(path) };
  if (format === 'zip') yield* openZip({ ...file, head }, expansion, context, depth);
  else if (format === 'tar') yield* openTar(file, expansion, context, depth);
  else {
    const inner = { path, name: innerName(name), source: (format === 'zstd' ? unzstd : gunzipped)(source, expansion) };
    yield* open(inner, expansion, context, depth + 1);
  }
}

async function* openZip(
  { path, name, source, head }: Packed & { readonly head: Uint8Array },
  expansion: Expansion,
  context: UnpackContext,
  depth: number,
): AsyncGenerator<Unpacked> {
  let read = 0;
  try {
    const zip = source.blob ?? (await context.spool(source.open()));
    const directory = await readDirectory(path, zip);
    const importer = context.packageImporter(
      name,
      directory.map((member) => member.name),
    );
    const onRead = source.blob ? context.onRead : undefined;
    if (importer) return yield { path, name, head, source: blobSource(path, zip, onRead), importer };
    for (const member of directory) {
      if (member.name.endsWith('/') || isJunk(member.name)) continue;
      read++;
      const content = zipMember(`${path}/${member.name}`, zip, member, onRead, expansion);
      yield* openMember(path, member.name, content, expansion, context, depth);
      if (expansion.exhausted) return;
    }
  } catch (problem) {
    return yield { path, problem };
  }
  if (read === 0) yield { path, problem: emptyArchive(path) };
}

async function* openTar(
  { path, source }: Packed,
  expansion: Expansion,
  context: UnpackContext,
  depth: number,
): AsyncGenerator<Unpacked> {
  let read = 0;
  try {
    const tar = source.blob ?? (await context.spool(source.open()));
    for await (const { name, start, sizeBytes } of readTar(path, tar, context.breathe)) {
      if (isJunk(name)) continue;
      read++;
      const onRead = source.blob ? context.onRead : undefined;
      const content = blobSource(`${path}/${name}`, tar.slice(start, start + sizeBytes), onRead);
      yield* openMember(path, name, content, expansion, context, depth);
    }
  } catch (problem) {
    return yield { path, problem };
  }
  if (read === 0) yield { path, problem: emptyArchive(path) };
}

/** Throws when there were too many members. */
async function* openMember(
  path: string,
  name: string,
  source: ByteSource,
  expansion: Expansion,
  context: UnpackContext,
  depth: number,
): AsyncGenerator<Unpacked> {
  const unsafe = unsafeName(name);
  if (unsafe) return yield { path: source.path, problem: badName(path, name, unsafe) };
  expansion.enter(path);
  yield* open({ path: source.path, name, source }, expansion, context, depth + 1);
}

function badName(path: string, name: string, unsafe: string): LoamError {
  return new LoamError({
    code: 'import/unsafe-name',
    what: `This member's name has ${unsafe}; it was not read`,
    where: `${path}, "${name}"`,
    remedy: 'Nothing to do if the other files are what you want. Otherwise unpack it yourself and drop the files.',
  });
}

function tooDeep(path: string): LoamError {
  return new LoamError({
    code: 'import/nested-archive',
    what: 'This archive lies too deep inside other archives',
    where: path,
    remedy: 'Unpack the outer archives yourself and drop what is inside.',
  });
}

function emptyArchive(path: string): LoamError {
  return new LoamError({
    code: 'import/empty',
    what: 'There is no file in this archive',
    where: path,
    remedy: 'Check that it was made completely, then drop it again.',
  });
}
