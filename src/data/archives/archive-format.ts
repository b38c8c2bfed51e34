export type ArchiveFormat = 'gzip' | 'zstd' | 'zip' | 'tar';

const ENDINGS: readonly (readonly [ending: RegExp, format: ArchiveFormat])[] = [
  [/\.(gz|gzip|tgz)$/i, 'gzip'],
  [/\.(zst|zstd|tzst)$/i, 'zstd'],
  [/\.zip$/i, 'zip'],
  [/\.tar$/i, 'tar'],
];

/** What the first bytes prove, whatever the ending says, and otherwise what the ending claims. */
export function archiveFormat(name: string, head: Uint8Array): ArchiveFormat | undefined {
  return byMagic(head) ?? ENDINGS.find(([ending]) => ending.test(name))?.[1];
}

/** The name of what a compressed file holds: `a.txt` of `a.txt.gz`, `a.tar` of `a.tgz`. */
export function innerName(name: string): string {
  return name.replace(/\.(tgz|tzst)$/i, '.tar').replace(/\.(gz|gzip|zst|zstd)$/i, '');
}

function byMagic(head: Uint8Array): ArchiveFormat | undefined {
  const at = (i: number) => head[i] ?? -1;
  const starts = (...bytes: number[]) => bytes.every((byte, i) => at(i) === byte);
  if (starts(0x1f, 0x8b, 8)) return 'gzip';
  // A frame, or a skippable frame before one (RFC 8878, sections 3.1.1 and 3.1.2).
  if (starts(0x28, 0xb5, 0x2f, 0xfd)) return 'zstd';
  if (head.length > 8 && at(0) >> 4 === 5 && at(1) === 0x2a && at(2) === 0x4d && at(3) === 0x18) return 'zstd';
  // A member, or the end of an archive without any.
  if (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6)) return 'zip';
  // "ustar" stands at byte 257 of POSIX and GNU archives (IEEE 1003.1, ustar interchange format).
  if ([0x75, 0x73, 0x74, 0x61, 0x72].every((byte, i) => at(257 + i) === byte)) return 'tar';
  return undefined;
}
