import { LoamError } from '@/base/errors';
import { type ByteSource, blobSource } from '../encoding/byte-source';
import { Expansion, type ExpansionLimits } from './expansion';
import { gunzipped } from './gzip';
import { isJunk, unsafeName } from './member-name';
import { zipMember } from './zip';
import { readDirectory } from './zip-directory';

/** A file to read, or the reason why there is none. `name` decides the importer: compression endings are taken off. */
export type Unpacked =
  | { readonly path: string; readonly name: string; readonly source: ByteSource }
  | { readonly path: string; readonly problem: unknown };

export interface UnpackContext {
  readonly limits?: ExpansionLimits;
  readonly onRead?: (bytes: number) => void;
  /** Keeps a stream as a Blob outside the heap: an archive inside a compressed file needs random access. */
  readonly spool: (chunks: AsyncIterable<Uint8Array>) => Promise<Blob>;
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
  if (/\.(gz|gzip)$/i.test(name)) {
    if (depth >= expansion.limits.depth) return yield { path, problem: tooDeep(path) };
    const inner = name.replace(/\.(gz|gzip)$/i, '');
    yield* open({ path, name: inner, source: gunzipped(source, expansion) }, expansion, context, depth + 1);
  } else if (/\.zip$/i.test(name)) {
    if (depth >= expansion.limits.depth) return yield { path, problem: tooDeep(path) };
    yield* openZip(file, expansion, context, depth);
  } else yield file;
}

async function* openZip(
  { path, source }: Packed,
  expansion: Expansion,
  context: UnpackContext,
  depth: number,
): AsyncGenerator<Unpacked> {
  let read = 0;
  try {
    const zip = source.blob ?? (await context.spool(source.open()));
    for (const member of await readDirectory(path, zip)) {
      if (member.name.endsWith('/') || isJunk(member.name)) continue;
      const inner = `${path}/${member.name}`;
      read++;
      const unsafe = unsafeName(member.name);
      if (unsafe) {
        yield { path: inner, problem: badName(path, member.name, unsafe) };
        continue;
      }
      expansion.enter(path);
      const onRead = source.blob ? context.onRead : undefined;
      const content = zipMember(inner, zip, member, onRead, expansion);
      yield* open({ path: inner, name: member.name, source: content }, expansion, context, depth + 1);
      if (expansion.exhausted) return;
    }
  } catch (problem) {
    return yield { path, problem };
  }
  if (read === 0) yield { path, problem: emptyZip(path) };
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

function emptyZip(path: string): LoamError {
  return new LoamError({
    code: 'import/empty',
    what: 'There is no file in this archive',
    where: path,
    remedy: 'Check that it was made completely, then drop it again.',
  });
}
