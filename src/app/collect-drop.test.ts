import { describe, expect, it } from 'vitest';
import { collectDrop } from './collect-drop';

type Tree = { [name: string]: string | Tree };

/** A file system entry as Chromium gives it: folders answer in portions until they answer none. */
function entry(name: string, content: string | Tree, parent = ''): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  const base = { name, fullPath, isFile: typeof content === 'string', isDirectory: typeof content !== 'string' };
  if (typeof content === 'string')
    return {
      ...base,
      file: (done: (file: File) => void) => done(new File([content], name)),
    } as unknown as FileSystemEntry;
  const children = Object.entries(content).map(([child, inner]) => entry(child, inner, fullPath));
  return {
    ...base,
    createReader: () => ({ readEntries: (done: (portion: FileSystemEntry[]) => void) => done(children.splice(0, 2)) }),
  } as unknown as FileSystemEntry;
}

/** The browser empties a DataTransfer when the handler returns. */
function transfer(tree: Tree): DataTransfer {
  let gone = false;
  queueMicrotask(() => {
    gone = true;
  });
  const items = Object.entries(tree).map(([name, content]) => ({
    kind: 'file',
    webkitGetAsEntry: () => (gone ? null : entry(name, content)),
    getAsFile: () => null,
  }));
  return { items } as unknown as DataTransfer;
}

describe('collecting a drop', () => {
  it('walks folders of more than one portion and keeps their paths, sorted', async () => {
    const drop = await collectDrop(
      transfer({ letters: { 'c.txt': '', 'a.txt': '', 'b.txt': '', deep: { 'd.txt': '' } } }),
    );
    expect(drop.files.map((f) => f.path)).toEqual([
      'letters/a.txt',
      'letters/b.txt',
      'letters/c.txt',
      'letters/deep/d.txt',
    ]);
    expect(drop).toMatchObject({ origin: 'folder', name: 'letters' });
  });
  it('takes every item before the browser empties the drop', async () => {
    const drop = await collectDrop(transfer({ one: { 'a.txt': '' }, two: { 'b.txt': '' }, 'c.txt': 'x' }));
    expect(drop.files.length).toBe(3);
  });
  it('leaves system droppings out', async () => {
    const drop = await collectDrop(transfer({ notes: { '.DS_Store': 'x', '.git': { HEAD: 'x' }, 'a.md': '' } }));
    expect(drop.files.map((f) => f.path)).toEqual(['notes/a.md']);
  });
  it('names a drop after its file, or counts', async () => {
    expect((await collectDrop(transfer({ 'a.txt': '' }))).name).toBe('a.txt');
    expect((await collectDrop(transfer({ 'a.txt': '', 'b.txt': '' }))).name).toBe('2 files');
  });
});
