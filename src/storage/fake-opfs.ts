import type { OpfsHost } from './opfs';

/**
 * OPFS in memory for Node: the handles' locks, moves and quota as the File System standard has them (WHATWG, 2024), so that the conformance
 * cases and the failures run without a browser. The real one is met in e2e/journeys/storage.spec.ts.
 */
interface Node {
  bytes: Uint8Array;
  readers: number;
  writer: boolean;
}
type Tree = Map<string, Node | Tree>;

export interface FakeOptions {
  readonly quotaBytes?: number;
  /** Without it, `move` is missing, as in older Safari. */
  readonly canMove?: boolean;
}

const fail = (name: string): never => {
  throw new DOMException(`fake: ${name}`, name);
};

export function fakeOpfs({ quotaBytes = 1e9, canMove = true }: FakeOptions = {}): OpfsHost {
  const root: Tree = new Map();
  const sizeOf = (tree: Tree): number =>
    [...tree.values()].reduce((sum, node) => sum + (node instanceof Map ? sizeOf(node) : node.bytes.length), 0);
  const inUse = (node: Node | Tree): boolean =>
    node instanceof Map ? [...node.values()].some(inUse) : node.writer || node.readers > 0;
  const trees = new WeakMap<object, Tree>();

  function fileHandle(tree: Tree, name: string): object {
    const node = () => {
      const found = tree.get(name);
      return found && !(found instanceof Map) ? found : fail('NotFoundError');
    };
    return {
      kind: 'file',
      getFile: async () => new File([node().bytes.slice()], name),
      createSyncAccessHandle: async ({ mode }: { mode: string }) => {
        const file = node();
        if (file.writer || (mode === 'readwrite' && file.readers > 0)) fail('NoModificationAllowedError');
        if (mode === 'readwrite') file.writer = true;
        else file.readers++;
        let open = true;
        return {
          read: (target: Uint8Array, { at }: { at: number }) => {
            if (!open) fail('InvalidStateError');
            const part = file.bytes.subarray(at, at + target.length);
            target.set(part);
            return part.length;
          },
          write: (bytes: Uint8Array, { at }: { at: number }) => {
            if (mode !== 'readwrite') fail('NoModificationAllowedError');
            const grown = Math.max(file.bytes.length, at + bytes.length);
            if (sizeOf(root) - file.bytes.length + grown > quotaBytes) fail('QuotaExceededError');
            const next = new Uint8Array(grown);
            next.set(file.bytes);
            next.set(bytes, at);
            file.bytes = next;
            return bytes.length;
          },
          truncate: (sizeBytes: number) => {
            file.bytes = file.bytes.slice(0, sizeBytes);
          },
          getSize: () => file.bytes.length,
          flush: () => undefined,
          close: () => {
            if (!open) return;
            open = false;
            if (mode === 'readwrite') file.writer = false;
            else file.readers--;
          },
        };
      },
      ...(canMove && {
        move: async (folder: object, newName: string) => {
          const target = trees.get(folder) ?? fail('NotFoundError');
          const old = target.get(newName);
          if (old instanceof Map) fail('TypeMismatchError');
          if (inUse(node()) || (old && inUse(old))) fail('NoModificationAllowedError');
          target.set(newName, node());
          tree.delete(name);
        },
      }),
    };
  }

  function folderHandle(tree: Tree): object {
    const handle = {
      kind: 'directory',
      getDirectoryHandle: async (name: string, options?: { create?: boolean }) => {
        const found = tree.get(name);
        if (found && !(found instanceof Map)) fail('TypeMismatchError');
        if (!found && !options?.create) fail('NotFoundError');
        const next: Tree = found instanceof Map ? found : new Map();
        tree.set(name, next);
        return folderHandle(next);
      },
      getFileHandle: async (name: string, options?: { create?: boolean }) => {
        const found = tree.get(name);
        if (found instanceof Map) fail('TypeMismatchError');
        if (!found && !options?.create) fail('NotFoundError');
        if (!found) tree.set(name, { bytes: new Uint8Array(0), readers: 0, writer: false });
        return fileHandle(tree, name);
      },
      removeEntry: async (name: string, options?: { recursive?: boolean }) => {
        const found = tree.get(name) ?? fail('NotFoundError');
        if (found instanceof Map && found.size > 0 && !options?.recursive) fail('InvalidModificationError');
        if (inUse(found)) fail('NoModificationAllowedError');
        tree.delete(name);
      },
      keys: async function* () {
        yield* [...tree.keys()];
      },
      entries: async function* () {
        for (const [name, node] of [...tree])
          yield [name, node instanceof Map ? folderHandle(node) : fileHandle(tree, name)];
      },
    };
    trees.set(handle, tree);
    return handle;
  }

  return {
    // The fake has what opfs.ts uses of the interface, not all of it.
    getDirectory: async () => folderHandle(root) as unknown as FileSystemDirectoryHandle,
    estimate: async () => ({ usage: sizeOf(root), quota: quotaBytes }),
  };
}
