import type { ProfiledMemory } from '@/schema/profile';
import type { Plan } from '../graph/plan';
import { type BufferNode, type Command, reads, writes } from '../graph/recording';

const MOST_NAMED = 12;

interface Life {
  readonly node: BufferNode;
  readonly arena: number;
  /** Bytes within the arena. */
  readonly from: number;
  readonly to: number;
  readonly first: number;
  last: number;
}

/** The memory of a plan over its commands. Pure: takes no memory and needs no device. */
export function planMemory(plan: Plan): ProfiledMemory {
  const { commands } = plan;
  const lives = livesOf(plan);
  const alive = commands.map((_, at) => covered(lives.filter((life) => life.first <= at && at <= life.last)));
  const peakAt = alive.reduce((best, bytes, at) => (bytes > (alive[best] ?? 0) ? at : best), 0);
  const largest = withoutParts(lives.filter((life) => life.first <= peakAt && peakAt <= life.last))
    .sort((a, b) => b.node.sizeBytes - a.node.sizeBytes)
    .slice(0, MOST_NAMED)
    .map(({ node, first, last }) => ({ bytes: node.sizeBytes, ...makerOf(commands[first]), first, last }));
  return {
    arenaBytes: plan.arenaBytes.reduce((sum, bytes) => sum + bytes, 0),
    constantBytes: plan.constants.length + plan.uniforms.length + plan.inputBytes,
    externalBytes: externalBytes(plan),
    alive,
    peakAt,
    largest,
  };
}

/** What a command is called: its kernel, else the first word of its label. */
export function opOf(command: Command): string {
  if (command.kind === 'copy') return 'copy';
  return command.note?.op || command.pipeline.label.split(' ')[0] || 'unnamed';
}

function makerOf(command: Command | undefined): { madeBy: string; scope: string } {
  if (!command) return { madeBy: '', scope: '' };
  return { madeBy: opOf(command), scope: command.kind === 'dispatch' ? (command.note?.scope ?? '') : '' };
}

function livesOf({ commands, places, outputs }: Plan): Life[] {
  const lives = new Map<BufferNode, Life>();
  commands.forEach((command, at) => {
    for (const node of [...reads(command), ...writes(command)]) {
      const known = lives.get(node);
      const place = places.get(node);
      if (known) known.last = at;
      else if (place?.in === 'arena') {
        const { arena, offset: from } = place;
        lives.set(node, { node, arena, from, to: from + node.sizeBytes, first: at, last: at });
      }
    }
  });
  for (const { node } of outputs.values()) {
    const life = lives.get(node);
    if (life) life.last = commands.length;
  }
  return [...lives.values()];
}

/** Bytes that some lives cover together: what is a window of another counts once. */
function covered(lives: readonly Life[]): number {
  let bytes = 0;
  let arena = -1;
  let end = 0;
  for (const life of [...lives].sort((a, b) => a.arena - b.arena || a.from - b.from)) {
    if (life.arena !== arena) end = 0;
    arena = life.arena;
    bytes += Math.max(0, life.to - Math.max(life.from, end));
    end = Math.max(end, life.to);
  }
  return bytes;
}

function withoutParts(lives: readonly Life[]): Life[] {
  const contains = (a: Life, b: Life) => a.arena === b.arena && a.from <= b.from && b.to <= a.to;
  return lives.filter(
    (life, i) => !lives.some((other, j) => i !== j && contains(other, life) && (!contains(life, other) || j < i)),
  );
}

function externalBytes({ places }: Plan): number {
  const sizes = new Map<string, number>();
  for (const [node, place] of places) {
    if (place.in !== 'external' || node.role.kind !== 'external') continue;
    sizes.set(place.name, Math.max(sizes.get(place.name) ?? 0, node.sizeBytes));
  }
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}
