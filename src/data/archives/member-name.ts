/** Why a member's name is refused, or undefined. Nothing is ever unpacked to a disk, but names are shown, stored and exported. */
export function unsafeName(name: string): string | undefined {
  if (/^[\\/]/.test(name)) return 'an absolute path';
  if (/^[a-z]:/i.test(name)) return 'a drive letter';
  if (name.split(/[\\/]/).includes('..')) return '../';
  if (/[\u0000-\u001f]/.test(name)) return 'a control character';
  return undefined;
}

/**
 * Nobody's corpus: what operating systems leave in folders and archives, and what in a folder is hidden (`.env` has passwords) or was installed
 * (`node_modules`). A file or folder that was chosen by itself is wanted, whatever its name.
 */
export function isJunk(path: string): boolean {
  return path.split(/[\\/]/).some((segment, i) => LEFT_BEHIND.test(segment) || (i > 0 && NOT_MEANT.test(segment)));
}

const LEFT_BEHIND = /^(__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\._.*|\.git)$/i;
/** Where it lies in a folder. */
const NOT_MEANT = /^(node_modules|__pycache__|\.[^.].*)$/;
