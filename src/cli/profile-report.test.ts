import { describe, expect, test } from 'vitest';
import type { Profile, ProfiledCommand } from '@/schema/profile';
import { memoryPicture, profileReport } from './profile-report';

const command = (given: Partial<ProfiledCommand>): ProfiledCommand => ({
  kind: 'dispatch',
  op: 'LoamMatMul',
  scope: 'layer 0',
  phase: 'forward',
  label: '',
  workgroups: [1, 1, 1],
  bytes: 6e6,
  flops: 8e9,
  ...given,
});
const profile: Profile = {
  version: 1,
  createdAt: '2026-11-24T00:00:00Z',
  device: { name: 'Acme 1', vendor: 'acme', architecture: 'a1', software: false },
  timing: { how: 'averaged timestamps', quantumNs: 65536, replays: 100 },
  stepMs: 7.5,
  commands: [
    command({ ms: 2 }),
    command({ ms: 4, phase: 'backward', bytes: 24e6 }),
    command({ kind: 'copy', op: 'copy', scope: '', flops: 0, bytes: 500_000 }),
  ],
  memory: {
    arenaBytes: 250e6,
    constantBytes: 2560,
    externalBytes: 50e6,
    alive: [100e6, 200e6, 50e6],
    peakAt: 1,
    largest: [{ bytes: 150e6, madeBy: 'LoamMatMul', scope: 'layer 0', first: 0, last: 2 }],
  },
};

describe('the report of a profile', () => {
  test('says what was measured, how, and where it goes', () => {
    expect(profileReport(profile)).toBe(
      [
        'Acme 1: one step takes 7.500 ms; its 2 dispatches add up to 6.000 ms',
        "(timed by the GPU's clock, which counts in 66 microseconds here: means of 100 steps).",
        'Copies besides: 1.',
        '',
        'op                count     ms   share    MB  GFLOP  GFLOP/s  GB/s',
        'MatMul, backward      1  4.000  66.7 %  24.0  8.000     2000  6.00',
        'MatMul                1  2.000  33.3 %   6.0  8.000     4000  3.00',
        'copy                  1  0.000   0.0 %   0.5',
        '',
        'layer    count     ms    share    MB   GFLOP  GFLOP/s  GB/s',
        'layer 0      2  6.000  100.0 %  30.0  16.000     2667  5.00',
        'rest         1  0.000    0.0 %   0.5',
        '',
        'phase     count     ms    share    MB   GFLOP  GFLOP/s  GB/s',
        'forward       2  2.000   33.3 %   6.5   8.000     4000  3.00',
        'backward      1  4.000   66.7 %  24.0   8.000     2000  6.00',
        'all           3  6.000  100.0 %  30.5  16.000     2667  5.00',
        '',
        'Memory: temporaries 250 MB (of which at most 200 MB are in use at once), constants and inputs 0.00 MB, weights and state 50.00 MB',
        '  ▄█▂',
        '  temporaries in use, from the first to the last of 3 commands',
        'The largest at command 2, where most is in use:',
        '      150 MB  MatMul, layer 0 (commands 1 to 3)',
        '',
        'Dispatches by kind: MatMul 2',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [{ how: 'timestamps', replays: 9 }, "timed by the GPU's clock, medians of 9 steps"],
    [{ how: 'repeated dispatches', replays: 3 }, 'no GPU clock here'],
  ] as const)('%o', (timing, said) => {
    expect(profileReport({ ...profile, timing })).toContain(said);
  });

  test('of an empty plan', () => {
    const empty = { ...profile.memory, alive: [], largest: [] };
    const text = profileReport({ ...profile, commands: [], memory: empty });
    expect(text).toContain('its 0 dispatches add up to 0.000 ms');
    expect(text).toContain('Dispatches by kind: none');
    expect(text).not.toContain('NaN');
    expect(text).not.toContain('Infinity');
  });
});

describe('the picture of memory', () => {
  test('shows the most of each stretch, so that a short peak is seen', () => {
    const alive = Array.from({ length: 640 }, (_, i) => (i === 333 ? 800 : 100));
    const picture = memoryPicture(alive);
    expect(picture).toHaveLength(64);
    expect(picture[33]).toBe('█');
    expect(new Set(picture.replace('█', ''))).toEqual(new Set('▁'));
  });

  test('nothing in use is empty, anything is seen', () => {
    expect(memoryPicture([0, 1, 1000, 500])).toBe(' ▁█▄');
    expect(memoryPicture([0, 0])).toBe('  ');
  });
});
