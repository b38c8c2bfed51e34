import { ALIGNMENT } from './layout';
import { type BufferNode, type Command, reads, writes } from './recording';

/** A buffer that is a window of another. */
export interface Window {
  readonly of: BufferNode;
  readonly offset: number;
}
type Copy = Command & { readonly kind: 'copy' };

/**
 * Takes out copies that exist only to put many buffers into one or to take them out of one:
 * - a temporary that is filled by a copy out of F and then only read, while nothing writes F, becomes a window of F;
 * - a temporary that is copied whole into a temporary F, and not used afterwards, is computed in its window of F from the start.
 * Windows must begin where buffers may be bound, and no dispatch may read one window of F and write another (WebGPU forbids it).
 */
export function elideCopies(
  commands: readonly Command[],
  outputs: ReadonlySet<BufferNode>,
): { readonly commands: readonly Command[]; readonly windows: ReadonlyMap<BufferNode, Window> } {
  const windows = new Map<BufferNode, Window>();
  const members = new Map<BufferNode, { node: BufferNode; offset: number }[]>();
  const uses = usesOf(commands);
  const dropped = new Set<Command>();
  const rooted = (node: BufferNode): Window => windows.get(node) ?? { of: node, offset: 0 };
  const usesOfRoot = (root: BufferNode): number[] =>
    [root, ...(members.get(root) ?? []).map((m) => m.node)].flatMap((node) => uses.get(node) ?? []);
  const become = (node: BufferNode, { of, offset }: Window) => {
    windows.set(node, { of, offset });
    members.set(of, [...(members.get(of) ?? []), { node, offset }]);
  };
  const plain = (node: BufferNode) =>
    node.role.kind === 'temporary' &&
    !node.initial &&
    !node.now &&
    !outputs.has(node) &&
    !windows.has(node) &&
    !members.has(node);

  const taken = (copy: Copy, at: number): boolean => {
    const { to } = copy;
    const { of, offset } = rooted(copy.from);
    const from = offset + copy.fromOffset;
    const all = uses.get(to) ?? [];
    const whole = copy.toOffset === 0 && copy.sizeBytes >= to.sizeBytes && from % ALIGNMENT === 0;
    if (!whole || !plain(to) || of === to || all[0] !== at) return false;
    const last = Math.max(...all);
    const rest = all.slice(1).flatMap((i) => commands[i] ?? []);
    if (rest.some((command) => writes(command).includes(to))) return false;
    const disturbed = usesOfRoot(of).some(
      (i) => i > at && i <= last && writesTo(commands[i], (node) => rooted(node).of === of),
    );
    if (disturbed) return false;
    become(to, { of, offset: from });
    return true;
  };

  const given = (copy: Copy, at: number): boolean => {
    const { from, to } = copy;
    const all = uses.get(from) ?? [];
    const whole = copy.fromOffset === 0 && copy.sizeBytes >= from.sizeBytes && copy.toOffset % ALIGNMENT === 0;
    const first = commands[all[0] ?? at];
    const ready = to.role.kind === 'temporary' && !to.initial && !to.now && !windows.has(to);
    if (!whole || !plain(from) || !ready || Math.max(...all) !== at || !first || !writes(first).includes(from))
      return false;
    // Until here the flat buffer was only filled, elsewhere.
    const end = copy.toOffset + from.sizeBytes;
    const apart = (offset: number, size: number) => offset + size <= copy.toOffset || offset >= end;
    const early = (uses.get(to) ?? []).filter((i) => i < at).flatMap((i) => commands[i] ?? []);
    const filled = early.every(
      (c) => c.kind === 'copy' && c.to === to && c.from !== to && apart(c.toOffset, c.sizeBytes),
    );
    if (!filled || !(members.get(to) ?? []).every((m) => apart(m.offset, m.node.sizeBytes))) return false;
    const clash = all.some((i) => {
      const command = commands[i];
      if (!command || command === copy) return false;
      const others = [...reads(command), ...writes(command)].filter((node) => node !== from && rooted(node).of === to);
      if (others.length === 0) return false;
      const written = new Set(writes(command));
      return command.kind === 'copy' || !written.has(from) || others.some((node) => !written.has(node));
    });
    if (clash) return false;
    become(from, { of: to, offset: copy.toOffset });
    return true;
  };

  commands.forEach((command, at) => {
    if (command.kind === 'copy' && (taken(command, at) || given(command, at))) dropped.add(command);
  });
  return { commands: commands.filter((command) => !dropped.has(command)), windows };
}

function usesOf(commands: readonly Command[]): Map<BufferNode, number[]> {
  const uses = new Map<BufferNode, number[]>();
  commands.forEach((command, at) => {
    for (const node of new Set([...reads(command), ...writes(command)])) {
      const list = uses.get(node);
      if (list) list.push(at);
      else uses.set(node, [at]);
    }
  });
  return uses;
}

function writesTo(command: Command | undefined, is: (node: BufferNode) => boolean): boolean {
  return command !== undefined && writes(command).some(is);
}
