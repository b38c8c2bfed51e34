import type { SourceFile, SourceOrigin } from '@/schema/source';

export interface Drop {
  readonly files: SourceFile[];
  readonly origin: SourceOrigin;
  readonly name: string;
}

/**
 * Every file of a drop with its path, folders walked. The entries are taken before the first await: afterwards the browser has emptied
 * the DataTransfer.
 */
export async function collectDrop(transfer: Pick<DataTransfer, 'items' | 'files'>): Promise<Drop> {
  const entries: FileSystemEntry[] = [];
  const loose: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    else if (file) loose.push(file);
  }
  const files: SourceFile[] = loose.map((file) => ({ path: file.name, blob: file }));
  for (const entry of entries) await walk(entry, files);
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const folder = entries.find((entry) => entry.isDirectory);
  return { files, origin: folder ? 'folder' : 'file', name: dropName(files, folder?.name) };
}

/** What a drop is called: its folder, its file, or "3 files". */
export function dropName(files: readonly SourceFile[], folder?: string): string {
  if (folder) return folder;
  return files.length === 1 ? (files[0]?.path ?? '') : `${files.length} files`;
}

async function walk(entry: FileSystemEntry, files: SourceFile[]): Promise<void> {
  // System droppings (.DS_Store, .git) are nobody's corpus.
  if (entry.name.startsWith('.')) return;
  if (isFile(entry)) {
    const blob = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    files.push({ path: entry.fullPath.replace(/^\//, ''), blob });
    return;
  }
  if (!isFolder(entry)) return;
  const reader = entry.createReader();
  // readEntries answers in portions (a hundred in Chromium) until it answers none.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    for (const child of portion) await walk(child, files);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
