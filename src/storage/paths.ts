import { LoamError } from '@/base/errors';

/** Where unfinished files live, on disk and in OPFS: on the same volume as the finished ones, so that finishing is a rename. Never listed. */
export const PARTIAL_FOLDER = '.partial';

/** The segments of a storage path. Paths that could leave the root, or that two file systems read differently, are refused. */
export function pathSegments(path: string): string[] {
  const segments = path.split('/');
  const bad = segments.some(
    (segment) => segment === '' || segment === '.' || segment === '..' || /[\\\0]/.test(segment),
  );
  if (bad || segments[0] === PARTIAL_FOLDER) {
    throw new LoamError({
      code: 'storage/bad-path',
      what: `"${path}" is not a storage path`,
      where: 'storage',
      remedy: 'Use names separated by single slashes, without "." or "..".',
    });
  }
  return segments;
}

/** Like `pathSegments`, but '' and a trailing slash are allowed: a prefix names a folder, a file or everything. */
export function prefixSegments(prefix: string): string[] {
  const trimmed = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return trimmed === '' ? [] : pathSegments(trimmed);
}

/** Sorted by UTF-16 code units, the same on every platform. */
export function sorted(paths: Iterable<string>): string[] {
  return [...paths].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
