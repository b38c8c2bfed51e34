import { LoamError } from '@/base/errors';
import { Expansion } from '../../archives/expansion';
import { zipMember } from '../../archives/zip';
import { readDirectory, type ZipMember } from '../../archives/zip-directory';
import type { ByteSource } from '../../encoding/byte-source';
import type { BinaryFile } from '../binary-file';

/** The members of a file that is a zip archive, by name, streamed under the limits of archives. */
export interface ZipPackage {
  has(name: string): boolean;
  /** Throws LoamError `import/package-part` where there is no such member. */
  member(name: string): ByteSource;
  /** A member's text: XML in UTF-8, or UTF-16 with its mark, as packages have it. */
  text(name: string): AsyncGenerator<string>;
}

/** `noun` is what the file should be: "Word document (.docx)". Throws LoamError `import/not-package`, `import/damaged-zip`. */
export async function openPackage(file: BinaryFile, noun: string): Promise<ZipPackage> {
  const zip = await file.blob();
  const { path } = file;
  const head = new Uint8Array(await zip.slice(0, 8).arrayBuffer());
  if ([0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => head[i] === byte)) throw oldFormat(path, noun);
  if (head[0] !== 0x50 || head[1] !== 0x4b) throw notPackage(path, noun);
  const expansion = new Expansion(zip.size);
  const members = new Map<string, ZipMember>();
  for (const member of await readDirectory(path, zip)) members.set(member.name, member);
  const source = (name: string) => {
    const member = members.get(name);
    if (!member) throw missing(path, noun, name);
    return zipMember(`${path}/${name}`, zip, member, (bytes) => file.read(bytes), expansion);
  };
  return {
    has: (name) => members.has(name),
    member: source,
    async *text(name) {
      let decoder: TextDecoder | undefined;
      for await (const chunk of source(name).open()) {
        decoder ??= new TextDecoder(utf16(chunk) ?? 'utf-8');
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder?.decode() ?? '';
    },
  };
}

function utf16([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function oldFormat(path: string, noun: string): LoamError {
  return new LoamError({
    code: 'import/old-office',
    what: `This is no ${noun} but a file of the older format, or one that is encrypted`,
    where: path,
    remedy:
      'Open it in its program, remove the password if there is one, save it in the newer format and drop it again.',
  });
}

function notPackage(path: string, noun: string): LoamError {
  return new LoamError({
    code: 'import/not-package',
    what: `This file is no ${noun}, whatever its ending says`,
    where: path,
    remedy: 'Open it in the program that made it and save it again, or save it as plain text.',
  });
}

function missing(path: string, noun: string, name: string): LoamError {
  return new LoamError({
    code: 'import/package-part',
    what: `This zip archive is no ${noun}: "${name.slice(0, 200)}" is not in it`,
    where: path,
    remedy: 'If it is an archive of files, give it the ending .zip; otherwise save the document again.',
  });
}
