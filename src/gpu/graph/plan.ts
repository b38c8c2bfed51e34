import { elideCopies, type Window } from './elide-copies';
import { ALIGNMENT, aligned, layOut, type Placeable } from './layout';
import { type BufferNode, type Command, type Recording, reads, writes } from './recording';

/** Where a node's bytes are when the plan runs. */
export type Place =
  | { readonly in: 'arena'; readonly arena: number; readonly offset: number }
  | { readonly in: 'uniforms' | 'constants' | 'inputs'; readonly offset: number }
  | { readonly in: 'external'; readonly name: string; readonly offset: number };

/** A recording that knows where everything lives: ready to be compiled, and its memory known before any is taken. */
export interface Plan {
  readonly commands: readonly Command[];
  readonly places: ReadonlyMap<BufferNode, Place>;
  readonly arenaBytes: readonly number[];
  /** Packed contents, uploaded once. */
  readonly uniforms: Uint8Array;
  readonly constants: Uint8Array;
  readonly inputs: ReadonlyMap<string, { readonly offset: number; readonly sizeBytes: number }>;
  readonly inputBytes: number;
  /** Uniforms among the inputs that the plan itself fills before each replay. */
  readonly stepUniforms: readonly { readonly offset: number; readonly contents: () => ArrayBuffer }[];
  readonly outputs: ReadonlyMap<string, { readonly node: BufferNode; readonly offset: number }>;
  readonly outputBytes: number;
  /** All GPU bytes that the plan takes by itself: arenas, constants, inputs. Externals are the caller's. */
  readonly ownBytes: number;
  /** Largest temporaries, for a refusal that names them. */
  readonly largest: readonly { readonly sizeBytes: number; readonly madeBy: string }[];
}

export interface PlanLimits {
  readonly maxBufferSize: number;
}

/** Drops what nobody needs, packs constants, computes lifetimes and lays out the rest. */
export function planRecording(recording: Recording, limits: PlanLimits): Plan {
  const { commands: kept, windows } = elideCopies(liveCommands(recording), new Set(recording.outputs.values()));
  const commands = withInitialContents(kept);
  const rootOf = (node: BufferNode) => windows.get(node)?.of ?? node;
  const places = new Map<BufferNode, Place>();
  const uniforms = new Packer();
  const constants = new Packer();
  const inputs = new Map<string, { offset: number; sizeBytes: number }>();
  let inputBytes = 0;
  const stepUniforms: { offset: number; contents: () => ArrayBuffer }[] = [];

  const written = new Set(commands.flatMap(writes).map(rootOf));
  const uniformNodes = new Set(
    commands.flatMap((c) =>
      c.kind === 'dispatch' ? c.bindings.filter((b) => b.access === 'uniform').map((b) => b.buffer) : [],
    ),
  );
  const lives = new Map<BufferNode, { first: number; last: number }>();
  commands.forEach((command, at) => {
    for (const node of [...reads(command), ...writes(command)].map(rootOf)) {
      const life = lives.get(node);
      if (life) life.last = at;
      else lives.set(node, { first: at, last: at });
    }
  });
  for (const node of recording.outputs.values()) {
    const life = lives.get(node);
    if (life) life.last = commands.length;
  }

  const temporaries: (Placeable & { node: BufferNode })[] = [];
  for (const [node, life] of lives) {
    if (node.role.kind === 'external') places.set(node, { in: 'external', name: node.role.name, offset: 0 });
    else if (node.role.kind === 'input') {
      if (written.has(node)) throw new Error(`plan: the step writes its own input "${node.role.name}"`);
      inputs.set(node.role.name, { offset: inputBytes, sizeBytes: node.sizeBytes });
      places.set(node, { in: 'inputs', offset: inputBytes });
      inputBytes += aligned(node.sizeBytes);
    } else if (node.now) {
      stepUniforms.push({ offset: inputBytes, contents: node.now });
      places.set(node, { in: 'inputs', offset: inputBytes });
      inputBytes += aligned(node.sizeBytes);
    } else if (node.initial && !written.has(node)) {
      places.set(
        node,
        uniformNodes.has(node)
          ? { in: 'uniforms', offset: uniforms.add(node.initial) }
          : { in: 'constants', offset: constants.add(node.initial) },
      );
    } else {
      const command = commands[life.first];
      if (command && !writes(command).map(rootOf).includes(node))
        throw new Error('plan: a temporary is read before anything wrote it');
      temporaries.push({ id: node.id, sizeBytes: node.sizeBytes, first: life.first, last: life.last, node });
    }
  }

  const layout = layOut(temporaries, keptApart(commands, rootOf), limits.maxBufferSize);
  for (const { node } of temporaries) {
    const slot = layout.slots.get(node.id);
    if (slot) places.set(node, { in: 'arena', ...slot });
  }
  placeWindows(windows, places);

  const outputs = new Map<string, { node: BufferNode; offset: number }>();
  let outputBytes = 0;
  for (const [name, node] of recording.outputs) {
    outputs.set(name, { node, offset: outputBytes });
    outputBytes += Math.ceil(node.sizeBytes / 8) * 8;
  }
  const arenaTotal = layout.arenaBytes.reduce((a, b) => a + b, 0);
  const makers = new Map<BufferNode, string>();
  for (const c of commands) for (const n of writes(c).map(rootOf)) if (!makers.has(n)) makers.set(n, madeBy(c));
  return {
    commands,
    places,
    arenaBytes: layout.arenaBytes,
    uniforms: uniforms.bytes(),
    constants: constants.bytes(),
    inputs,
    inputBytes,
    stepUniforms,
    outputs,
    outputBytes,
    ownBytes: arenaTotal + uniforms.sizeBytes + constants.sizeBytes + inputBytes,
    largest: temporaries
      .sort((a, b) => b.sizeBytes - a.sizeBytes)
      .slice(0, 8)
      .map((t) => ({ sizeBytes: t.sizeBytes, madeBy: makers.get(t.node) ?? '' })),
  };
}

/** A window is where its root is, and so far into it. */
function placeWindows(windows: ReadonlyMap<BufferNode, Window>, places: Map<BufferNode, Place>): void {
  for (const [node, { of, offset }] of windows) {
    const place = places.get(of);
    if (place) places.set(node, { ...place, offset: place.offset + offset });
  }
}

function madeBy(command: Command): string {
  if (command.kind === 'copy') return 'copy';
  const { note, pipeline } = command;
  return [note?.scope, note?.op || pipeline.label].filter(Boolean).join(' ');
}

/** Commands whose results reach an external or an output, in order. Every writer of a needed buffer counts: a write may be partial. */
function liveCommands(recording: Recording): Command[] {
  const needed = new Set<BufferNode>(recording.outputs.values());
  const live: Command[] = [];
  for (let i = recording.commands.length - 1; i >= 0; i--) {
    const command = recording.commands[i];
    if (!command) continue;
    if (!writes(command).some((node) => node.role.kind === 'external' || needed.has(node))) continue;
    for (const node of reads(command)) needed.add(node);
    live.push(command);
  }
  return live.reverse();
}

/**
 * A temporary that the host filled and the step then writes in place gets its first contents anew in every step: a copy from a constant,
 * put before its first use.
 */
function withInitialContents(commands: readonly Command[]): Command[] {
  const written = new Set(commands.flatMap(writes));
  const filled = new Set<BufferNode>();
  let nextId = -1;
  return commands.flatMap((command) => {
    const fills: Command[] = [];
    for (const node of new Set([...reads(command), ...writes(command)])) {
      if (!node.initial || !written.has(node) || filled.has(node)) continue;
      filled.add(node);
      const sizeBytes = node.initial.length;
      const constant: BufferNode = { id: nextId--, sizeBytes, role: { kind: 'temporary' }, initial: node.initial };
      fills.push({ kind: 'copy', from: constant, fromOffset: 0, to: node, toOffset: 0, sizeBytes });
    }
    return [...fills, command];
  });
}

/** Pairs of buffers of which one dispatch reads one and writes the other. */
function keptApart(commands: readonly Command[], rootOf: (node: BufferNode) => BufferNode): Map<number, Set<number>> {
  const apart = new Map<number, Set<number>>();
  const add = (a: number, b: number) => {
    const set = apart.get(a) ?? new Set();
    set.add(b);
    apart.set(a, set);
  };
  for (const command of commands) {
    if (command.kind === 'copy') {
      // A copy within one buffer is forbidden too.
      add(rootOf(command.from).id, rootOf(command.to).id);
      add(rootOf(command.to).id, rootOf(command.from).id);
      continue;
    }
    const written = command.bindings.filter((b) => b.access === 'write');
    const read = command.bindings.filter((b) => b.access === 'read');
    for (const w of written) {
      for (const r of read) {
        const [to, from] = [rootOf(w.buffer), rootOf(r.buffer)];
        if (to === from) throw new Error(`plan: "${command.pipeline.label}" binds one buffer read-only and writable`);
        add(to.id, from.id);
        add(from.id, to.id);
      }
    }
  }
  return apart;
}

/** Packs byte strings at 256-byte offsets; equal contents share one place. */
class Packer {
  private readonly seen = new Map<string, number>();
  private readonly parts: { offset: number; data: Uint8Array }[] = [];
  sizeBytes = 0;

  add(data: Uint8Array): number {
    const key = new TextDecoder('latin1').decode(data);
    const known = this.seen.get(key);
    if (known !== undefined) return known;
    const offset = this.sizeBytes;
    this.seen.set(key, offset);
    this.parts.push({ offset, data });
    this.sizeBytes += Math.ceil(data.length / ALIGNMENT) * ALIGNMENT;
    return offset;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.sizeBytes);
    for (const { offset, data } of this.parts) all.set(data, offset);
    return all;
  }
}
