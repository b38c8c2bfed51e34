/** Why a member's name is refused, or undefined. Nothing is ever unpacked to a disk, but names are shown, stored and exported. */
export function unsafeName(name: string): string | undefined {
  if (/^[\\/]/.test(name)) return 'an absolute path';
  if (/^[a-z]:/i.test(name)) return 'a drive letter';
  if (name.split(/[\\/]/).includes('..')) return '../';
  if (/[\u0000-\u001f]/.test(name)) return 'a control character';
  return undefined;
}

/** What operating systems leave in folders and archives: nobody's corpus. */
export function isJunk(path: string): boolean {
  return path
    .split(/[\\/]/)
    .some((segment) => /^(__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\._.*|\.git)$/i.test(segment));
}
