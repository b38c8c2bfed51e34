import { describe, expect, test } from 'vitest';
import type { Profile, ProfiledCommand } from './profile';
import { summariseProfile } from './summarise-profile';

const command = (given: Partial<ProfiledCommand>): ProfiledCommand => ({
  kind: 'dispatch',
  op: 'LoamMatMul',
  scope: 'layer 0',
  phase: 'forward',
  label: '',
  workgroups: [1, 1, 1],
  bytes: 1000,
  flops: 0,
  ...given,
});
const profileOf = (commands: ProfiledCommand[]): Profile => ({
  version: 1,
  createdAt: '2026-11-24T00:00:00Z',
  device: { name: 'GPU', vendor: '', architecture: '', software: false },
  timing: { how: 'timestamps', replays: 9 },
  stepMs: 9,
  commands,
  memory: { arenaBytes: 0, constantBytes: 0, externalBytes: 0, alive: [], peakAt: 0, largest: [] },
});

describe('summariseProfile', () => {
  const summary = summariseProfile(
    profileOf([
      command({ op: 'LoamEmbedding', scope: '', ms: 1, bytes: 4e6 }),
      command({ ms: 2, flops: 8e9, bytes: 6e6 }),
      command({ ms: 1, flops: 4e9, bytes: 3e6, scope: 'layer 1' }),
      command({ kind: 'copy', op: 'copy', scope: '', bytes: 500 }),
      command({ ms: 4, flops: 16e9, bytes: 8e6, phase: 'backward', scope: 'layer 1' }),
      command({ op: 'AddProgram', scope: 'layer 1' }),
    ]),
  );

  test('sums all, and takes rates over what was timed', () => {
    expect(summary.total).toEqual({
      name: 'all',
      dispatches: 5,
      copies: 1,
      ms: 8,
      share: 1,
      bytes: 21_001_500,
      flops: 28e9,
      // 28e9 in 8 ms; 21e6 bytes in 8 ms.
      gigaflopsPerSecond: 3500,
      gigabytesPerSecond: 2.625,
    });
  });

  test('per op, slowest first, forward and backward apart', () => {
    expect(
      summary.byOp.map(({ name, ms, share, gigaflopsPerSecond }) => [name, ms, share, gigaflopsPerSecond]),
    ).toEqual([
      ['MatMul, backward', 4, 0.5, 4000],
      ['MatMul', 3, 0.375, 4000],
      ['Embedding', 1, 0.125, undefined],
      ['copy', 0, 0, undefined],
      ['Add', 0, 0, undefined],
    ]);
  });

  test('per layer in the order of the computation, forward and backward together', () => {
    expect(summary.byScope.map(({ name, ms, dispatches }) => [name, ms, dispatches])).toEqual([
      ['rest', 1, 1],
      ['layer 0', 2, 1],
      ['layer 1', 5, 3],
    ]);
    expect(summary.byPhase.map(({ name, ms }) => [name, ms])).toEqual([
      ['forward', 4],
      ['backward', 4],
    ]);
  });

  test('counts dispatches by kind, copies apart', () => {
    expect(summary.byKind).toEqual([
      { name: 'MatMul', dispatches: 3 },
      { name: 'Embedding', dispatches: 1 },
      { name: 'Add', dispatches: 1 },
    ]);
  });

  test('of nothing there is nothing, and no division by it', () => {
    expect(summariseProfile(profileOf([]))).toEqual({
      total: { name: 'all', dispatches: 0, copies: 0, ms: 0, share: 0, bytes: 0, flops: 0 },
      byOp: [],
      byScope: [],
      byPhase: [],
      byKind: [],
    });
  });
});
