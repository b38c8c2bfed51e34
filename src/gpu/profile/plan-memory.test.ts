import { describe, expect, test } from 'vitest';
import type { Place, Plan } from '../graph/plan';
import type { Access, BufferNode, Command, PipelineNode } from '../graph/recording';
import { opOf, planMemory } from './plan-memory';

let nextId = 0;
const node = (sizeBytes: number, role: BufferNode['role'] = { kind: 'temporary' }): BufferNode => ({
  id: nextId++,
  sizeBytes,
  role,
});
const pipeline = (label: string): PipelineNode => ({
  id: 0,
  label,
  code: '',
  entryPoint: 'main',
  constants: {},
  access: new Map(),
  halves: new Set(),
});
const dispatch = (op: string, scope: string, ...bound: [BufferNode, Access][]): Command => ({
  kind: 'dispatch',
  pipeline: pipeline(`${op || 'MatMulPacked'} {"variant":1} a,b`),
  workgroups: [1, 1, 1],
  bindings: bound.map(([buffer, access], binding) => ({
    binding,
    buffer,
    offset: 0,
    sizeBytes: buffer.sizeBytes,
    access,
  })),
  note: { op, scope, flops: 0, phase: 'forward' },
});
const arena = (offset: number, index = 0): Place => ({ in: 'arena', arena: index, offset });

function planOf(commands: Command[], places: [BufferNode, Place][], more: Partial<Plan> = {}): Plan {
  return {
    commands,
    places: new Map(places),
    arenaBytes: [4096, 512],
    uniforms: new Uint8Array(256),
    constants: new Uint8Array(512),
    inputs: new Map(),
    inputBytes: 128,
    stepUniforms: [],
    outputs: new Map(),
    outputBytes: 0,
    ownBytes: 0,
    largest: [],
    ...more,
  };
}

describe('the memory of a plan', () => {
  const weight = node(10_000, { kind: 'external', name: 'w' });
  const external = { in: 'external', name: 'w', offset: 0 } as unknown as Place; // with or without an offset: both are read
  const [a, b, c] = [node(1000), node(300), node(200)];
  const commands = [
    dispatch('LoamA', 'layer 0', [weight, 'read'], [a, 'write']),
    dispatch('LoamB', 'layer 1', [a, 'read'], [b, 'write']),
    dispatch('', '', [b, 'read'], [c, 'write']),
  ];
  const places: [BufferNode, Place][] = [
    [weight, external],
    [a, arena(0)],
    [b, arena(0, 1)],
    [c, arena(1024)],
  ];

  test('follows the lives of temporaries and names who made the largest at the peak', () => {
    expect(planMemory(planOf(commands, places))).toEqual({
      arenaBytes: 4608,
      constantBytes: 896,
      externalBytes: 10_000,
      alive: [1000, 1300, 500],
      peakAt: 1,
      largest: [
        { bytes: 1000, madeBy: 'LoamA', scope: 'layer 0', first: 0, last: 1 },
        { bytes: 300, madeBy: 'LoamB', scope: 'layer 1', first: 1, last: 2 },
      ],
    });
  });

  test('an output lives to the end', () => {
    const outputs = new Map([['a', { node: a, offset: 0 }]]);
    expect(planMemory(planOf(commands, places, { outputs })).alive).toEqual([1000, 1300, 1500]);
  });

  test('what is a part of another counts once', () => {
    const [whole, left, right, apart] = [node(1024), node(256), node(256), node(256)];
    const memory = planMemory(
      planOf(
        [
          dispatch('LoamA', '', [left, 'write'], [right, 'write'], [apart, 'write']),
          dispatch('LoamB', '', [whole, 'write'], [left, 'read'], [right, 'read'], [apart, 'read']),
        ],
        [
          [whole, arena(0)],
          [left, arena(0)],
          [right, arena(512)],
          [apart, arena(0, 1)],
        ],
      ),
    );
    expect(memory.alive).toEqual([768, 1280]);
    expect(memory.largest.map(({ bytes }) => bytes)).toEqual([1024, 256]);
  });

  test('an empty plan has none', () => {
    expect(planMemory(planOf([], []))).toMatchObject({ alive: [], peakAt: 0, largest: [] });
  });

  test('tfjs’s own kernels go by the first word of their label, copies by what they are', () => {
    const copy: Command = { kind: 'copy', from: a, fromOffset: 0, to: b, toOffset: 0, sizeBytes: 4 };
    expect([...commands, copy].map(opOf)).toEqual(['LoamA', 'LoamB', 'MatMulPacked', 'copy']);
  });
});
