/** A name in a table is no longer than that. */
const MAX_NAME = 400;

/**
 * The media files of a drop, found by what tables call them: by the end of their path, of any length, with or without the file's ending
 * (`images/cat.jpg`, `cat.jpg`, `cat`), letters of either case. A name that fits several files fits the one
 * nearest to the table, then the one in the fewest folders, or none.
 */
export class MediaIndex {
  private readonly whole = new Map<string, string>();
  /** The file in the fewest folders; its path is undefined where several files are. */
  private readonly bySuffix = new Map<string, { readonly depth: number; readonly path: string | undefined }>();

  constructor(readonly paths: readonly string[]) {
    // Whole names come second: `cat` is the file of that name before it is `cat.jpg`.
    for (const path of paths) this.whole.set(withoutEnding(normal(path)), path);
    for (const path of paths) this.whole.set(normal(path), path);
    for (const path of paths) {
      const parts = normal(path).split('/');
      for (let from = 0; from < parts.length; from++) {
        const suffix = parts.slice(from).join('/');
        for (const key of new Set([suffix, withoutEnding(suffix)])) {
          const held = this.bySuffix.get(key);
          if (!held || parts.length < held.depth) this.bySuffix.set(key, { depth: parts.length, path });
          else if (parts.length === held.depth && held.path !== path)
            this.bySuffix.set(key, { depth: parts.length, path: undefined });
        }
      }
    }
  }

  /** The path of the file that a table at `from` means; undefined when there is none, or no telling which. */
  resolve(name: string, from: string): string | undefined {
    if (name === '' || name.length > MAX_NAME || name.includes('\n')) return undefined;
    // Flickr8k numbers the captions of a picture: `cat.jpg#2`.
    const wanted = normal(name.trim().replace(/#\d+$/, ''));
    if (wanted === '') return undefined;
    for (let folder = folderOf(normal(from)); ; folder = folderOf(folder)) {
      const near = this.whole.get(folder === '' ? wanted : `${folder}/${wanted}`);
      if (near !== undefined) return near;
      if (folder === '') break;
    }
    // A path of another computer: `/home/ann/set/images/cat.jpg`.
    const parts = wanted.split('/');
    for (let at = 0; at < parts.length; at++) {
      const found = this.bySuffix.get(parts.slice(at).join('/'))?.path;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The media file beside a text of the same name: `cat.jpg` of `cat.txt`, `cat.jpg.txt` or `cat.caption`. */
  beside(path: string): string | undefined {
    const stem = withoutEnding(normal(path));
    return this.whole.get(stem);
  }
}

const normal = (path: string) =>
  path
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '')
    .toLowerCase();
const withoutEnding = (path: string) => path.replace(/\.[a-z0-9]{1,8}$/, '');
const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
