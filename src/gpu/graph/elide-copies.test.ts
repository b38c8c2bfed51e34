import { describe, expect, it } from 'vitest';
import { elideCopies } from './elide-copies';
import { planRecording } from './plan';
import type { Access, BufferNode, Command, PipelineNode } from './recording';

let nextId = 0;
const temporary = (sizeBytes = 256): BufferNode => ({ id: nextId++, sizeBytes, role: { kind: 'temporary' } });
const external = (name: string, sizeBytes = 1024): BufferNode => ({
  id: nextId++,
  sizeBytes,
  role: { kind: 'external', name },
});
const pipeline: PipelineNode = {
  id: 0,
  label: 'p',
  code: '',
  entryPoint: 'main',
  constants: {},
  access: new Map(),
  halves: new Set(),
};
const dispatch = (...bound: [BufferNode, Access][]): Command => ({
  kind: 'dispatch',
  pipeline,
  workgroups: [1, 1, 1],
  bindings: bound.map(([buffer, access], binding) => ({
    binding,
    buffer,
    offset: 0,
    sizeBytes: buffer.sizeBytes,
    access,
  })),
});
const copy = (from: BufferNode, fromOffset: number, to: BufferNode, toOffset: number): Command => ({
  kind: 'copy',
  from,
  fromOffset,
  to,
  toOffset,
  sizeBytes: Math.min(from.sizeBytes, to.sizeBytes),
});
const none = new Set<BufferNode>();

describe('copies out of a flat buffer', () => {
  it('become windows while nothing writes the flat one, also when it is written later', () => {
    const [flat, w, y] = [external('flat'), temporary(), temporary()];
    const commands = [
      copy(flat, 256, w, 0),
      dispatch([y, 'write'], [w, 'read']),
      dispatch([flat, 'write'], [y, 'read']),
    ];
    const { commands: left, windows } = elideCopies(commands, none);
    expect(left).toEqual(commands.slice(1));
    expect(windows.get(w)).toEqual({ of: flat, offset: 256 });
    const plan = planRecording({ commands, pipelines: [pipeline], outputs: new Map() }, { maxBufferSize: 1 << 20 });
    expect(plan.places.get(w)).toEqual({ in: 'external', name: 'flat', offset: 256 });
  });

  it.each([
    [
      'the flat one is written before the last reading',
      (w: BufferNode, flat: BufferNode, y: BufferNode) => [
        dispatch([flat, 'write'], [y, 'read']),
        dispatch([y, 'write'], [w, 'read']),
      ],
    ],
    ['the part is written itself', (w: BufferNode) => [dispatch([w, 'write'])]],
  ] as const)('stay when %s', (_, rest) => {
    const [flat, w, y] = [external('flat'), temporary(), temporary()];
    const commands = [dispatch([y, 'write']), copy(flat, 0, w, 0), ...rest(w, flat, y)];
    expect(elideCopies(commands, none).commands).toEqual(commands);
  });

  it('stay where a buffer cannot be bound, and for what the host reads', () => {
    const [flat, w] = [external('flat'), temporary()];
    const uneven = [copy(flat, 128, w, 0), dispatch([temporary(), 'write'], [w, 'read'])];
    expect(elideCopies(uneven, none).commands).toEqual(uneven);
    const asked = [copy(flat, 0, w, 0)];
    expect(elideCopies(asked, new Set([w])).commands).toEqual(asked);
  });
});

describe('copies into a flat buffer', () => {
  const made = (...more: [BufferNode, Access][][]) => {
    const [a, b, flat, x] = [temporary(), temporary(), temporary(1024), temporary()];
    const commands = [
      dispatch([x, 'write']),
      dispatch([a, 'write'], [x, 'read']),
      dispatch([b, 'write'], [x, 'read']),
      ...more.map((bound) => dispatch(...bound)),
      copy(a, 0, flat, 0),
      copy(b, 0, flat, 256),
      dispatch([external('out'), 'write'], [flat, 'read']),
    ];
    return { a, b, flat, commands };
  };

  it('disappear: parts are computed in place', () => {
    const { a, b, flat, commands } = made();
    const { commands: left, windows } = elideCopies(commands, none);
    expect(left.filter((c) => c.kind === 'copy')).toEqual([]);
    expect(windows.get(a)).toEqual({ of: flat, offset: 0 });
    expect(windows.get(b)).toEqual({ of: flat, offset: 256 });
    const plan = planRecording({ commands, pipelines: [pipeline], outputs: new Map() }, { maxBufferSize: 1 << 20 });
    const place = plan.places.get(flat);
    expect(plan.places.get(b)).toEqual({ ...place, offset: 256 + (place && 'offset' in place ? place.offset : 0) });
  });

  it('stay for a part that is still needed afterwards', () => {
    const { a, commands } = made();
    const later = [...commands, dispatch([external('late'), 'write'], [a, 'read'])];
    expect(elideCopies(later, none).windows.has(a)).toBe(false);
  });

  it('stay for one of two parts of which a dispatch reads one and writes the other', () => {
    const [a, b, flat] = [temporary(), temporary(), temporary(1024)];
    const commands = [
      dispatch([a, 'write']),
      dispatch([b, 'write'], [a, 'read']),
      copy(a, 0, flat, 0),
      copy(b, 0, flat, 256),
      dispatch([external('out'), 'write'], [flat, 'read']),
    ];
    const { windows, commands: left } = elideCopies(commands, none);
    expect(windows.has(a)).toBe(true);
    expect(windows.has(b)).toBe(false);
    expect(left.filter((c) => c.kind === 'copy')).toHaveLength(1);
    expect(() =>
      planRecording({ commands, pipelines: [pipeline], outputs: new Map() }, { maxBufferSize: 1 << 20 }),
    ).not.toThrow();
  });

  it('stay when the parts overlap', () => {
    const [a, b, flat] = [temporary(), temporary(), temporary(1024)];
    const commands = [
      dispatch([a, 'write']),
      dispatch([b, 'write']),
      copy(a, 0, flat, 0),
      copy(b, 0, flat, 0),
      dispatch([external('out'), 'write'], [flat, 'read']),
    ];
    expect(elideCopies(commands, none).windows.size).toBeLessThan(2);
  });
});
