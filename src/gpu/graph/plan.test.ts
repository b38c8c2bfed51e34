import { describe, expect, it } from 'vitest';
import { planRecording } from './plan';
import type { Access, BufferNode, Command, PipelineNode } from './recording';
import { bindingAccess } from './recording-device';

let nextId = 0;
const temporary = (sizeBytes = 1024, initial?: Uint8Array): BufferNode => ({
  id: nextId++,
  sizeBytes,
  role: { kind: 'temporary' },
  ...(initial ? { initial } : {}),
});
const external = (name: string): BufferNode => ({ id: nextId++, sizeBytes: 1024, role: { kind: 'external', name } });
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
const limits = { maxBufferSize: 1 << 28 };

describe('planRecording', () => {
  it('drops dispatches whose results nobody needs, and keeps those that reach an external', () => {
    const [w, a, dead, dead2] = [external('w'), temporary(), temporary(), temporary()];
    const commands = [
      dispatch([a, 'write'], [w, 'read']),
      dispatch([dead, 'write'], [a, 'read']),
      dispatch([dead2, 'write'], [dead, 'read']),
      dispatch([w, 'write'], [a, 'read']),
    ];
    const plan = planRecording({ commands, pipelines: [pipeline], outputs: new Map() }, limits);
    expect(plan.commands).toEqual([commands[0], commands[3]]);
  });

  it('packs equal constants once, uniforms apart from storage constants', () => {
    const out = temporary();
    const same = () => temporary(16, new Uint8Array([1, 2, 3, 4]));
    const commands = [
      dispatch([out, 'write'], [same(), 'uniform'], [same(), 'read']),
      dispatch([out, 'write'], [same(), 'uniform']),
    ];
    const plan = planRecording({ commands, pipelines: [pipeline], outputs: new Map([['out', out]]) }, limits);
    expect(plan.uniforms.length).toBe(256);
    expect(plan.constants.length).toBe(256);
  });

  it('puts what one dispatch reads and writes into different arenas', () => {
    const [a, b, c] = [temporary(), temporary(), temporary()];
    const start = temporary(16, new Uint8Array(16));
    const commands = [
      dispatch([a, 'write'], [start, 'read']),
      dispatch([b, 'write'], [a, 'read']),
      dispatch([c, 'write'], [a, 'read'], [b, 'read']),
    ];
    const plan = planRecording({ commands, pipelines: [pipeline], outputs: new Map([['c', c]]) }, limits);
    const arenas = [a, b, c].map((n) => {
      const place = plan.places.get(n);
      return place?.in === 'arena' ? place.arena : -1;
    });
    expect(new Set(arenas).size).toBe(3);
  });

  it('refuses a temporary that is read before anything wrote it', () => {
    const [a, b] = [temporary(), temporary()];
    const recording = { commands: [dispatch([b, 'write'], [a, 'read'])], pipelines: [], outputs: new Map([['b', b]]) };
    expect(() => planRecording(recording, limits)).toThrow('read before');
  });

  it('refuses one buffer bound read-only and writable in the same dispatch', () => {
    const w = external('w');
    const recording = { commands: [dispatch([w, 'write'], [w, 'read'])], pipelines: [], outputs: new Map() };
    expect(() => planRecording(recording, limits)).toThrow('read-only and writable');
  });
});

describe('bindingAccess', () => {
  it('reads storage and uniform declarations in either order of attributes', () => {
    const code = `
      @group(0) @binding(0) var<storage, read_write> result: array<f32>;
      @binding(1) @group(0) var<storage, read> x : array<f32>;
      @group(0) @binding(2) var<storage> y : array<f32>;
      @group(0) @binding(3) var<uniform> u: U;`;
    expect([...bindingAccess(code).access]).toEqual([
      [0, 'write'],
      [1, 'read'],
      [2, 'read'],
      [3, 'uniform'],
    ]);
  });
});
