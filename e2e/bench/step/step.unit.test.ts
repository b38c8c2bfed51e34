import { describe, expect, test } from 'vitest';
import { CONFIGS } from '../config';
import type { Host } from '../hosts/host';
import type { BenchConfig } from '../material';
import { sit } from './measure';
import { learned, stepText } from './report';

const config = CONFIGS.A as BenchConfig; // declared above, in another file

/** Peers with a fixed time a step; `log` has who did what, in order. */
function fakeHost(
  msOf: Readonly<Record<string, number>>,
  failing: { readonly peer?: string; readonly after?: number },
) {
  const log: string[] = [];
  const host: Host = {
    description: 'a host made up for tests',
    async start(peer, _, { counting }) {
      const ms = msOf[peer];
      if (ms === undefined) throw new Error(`${peer} is not installed`);
      log.push(`${peer} starts${counting ? ' counting' : ''}`);
      let runs = 0;
      return {
        ready: { device: 'none', differs: peer === 'b' ? 'another layout' : '', firstStepMs: 7, firstLoss: 5 },
        async run({ steps, idle }) {
          if (peer === failing.peer && runs === failing.after) throw new Error('lost its device');
          runs++;
          log.push(`${peer} ${idle ? 'idles' : 'runs'} ${steps}`);
          const counted = { dispatches: 3, submits: 1, buffers: 0, peakBytes: 2e6 };
          return { ms: (idle ? 1 : ms) * steps, lastLoss: 4, ...(counting ? { counted } : {}) };
        },
        async end() {
          log.push(`${peer} ends`);
        },
      };
    },
    async close() {},
  };
  return { host, log };
}
const entrants = (...peers: string[]) => peers.map((peer) => ({ peer, config }));
const options = { rounds: 3, counting: false, onProgress: () => {} };

describe('a sitting', () => {
  test('takes turns, another one first each round', async () => {
    const { host, log } = fakeHost({ a: 10, b: 20 }, {});
    await sit(host, entrants('a', 'b'), { ...options, steps: 4 });
    const rounds = log.filter((line) => line.endsWith('runs 4')).map((line) => line[0]);
    expect(rounds.join('')).toBe('abbaab');
  });

  test('gives the median of a step, and counts in another process', async () => {
    const { host, log } = fakeHost({ a: 10 }, {});
    const { results, failures } = await sit(host, entrants('a'), { ...options, counting: true, steps: 2 });
    expect(failures).toEqual([]);
    expect(results).toMatchObject([
      { peer: 'a', stepMs: 10, spread: 0, jsMs: 1, stepsTaken: 9, counted: { dispatches: 3, submits: 1, buffers: 0 } },
    ]);
    expect(log.indexOf('a ends')).toBeLessThan(log.indexOf('a starts counting'));
  });

  test.each([
    [10, 20],
    [1000, 8],
    [60_000, 2],
  ])('a step of %i ms gives rounds of %i steps', async (ms, steps) => {
    const { host } = fakeHost({ fast: 1, slow: ms }, {});
    expect((await sit(host, entrants('fast', 'slow'), options)).steps).toBe(steps);
  });

  test('goes on without one that fails, wherever it does', async () => {
    const { host } = fakeHost({ a: 10, b: 20 }, { peer: 'b', after: 2 });
    const { results, failures } = await sit(host, entrants('missing', 'b', 'a'), { ...options, steps: 2 });
    expect(results.map(({ peer }) => peer)).toEqual(['a']);
    expect(failures.map(({ peer, what }) => `${peer}: ${what}`)).toEqual([
      'missing: missing is not installed',
      'b: lost its device',
    ]);
  });
});

describe('the report', () => {
  test('says ratios, differences and who was left out', async () => {
    const { host } = fakeHost({ ours: 10, b: 25 }, {});
    const sitting = await sit(host, entrants('ours', 'b', 'c'), { ...options, counting: true, steps: 2 });
    const text = stepText({ config, host: host.description, date: '2026-11-24', rounds: 3, ...sitting });
    expect(text).toMatch(/^A: gpt2 L2 D64 H4 T64 B8 V128, float32, 512 tokens/);
    expect(text).toMatch(/\| b {4}\| +20,480 \| +2\.50 \| +25 \|/);
    expect(text).toContain('b differs: another layout.');
    expect(text).toContain('c was left out: c is not installed');
    expect(text).not.toContain('did NOT learn');
  });

  test('learning is a finite loss that fell', async () => {
    const { host } = fakeHost({ ours: 10 }, {});
    const [result] = (await sit(host, entrants('ours'), options)).results;
    if (!result) throw new Error('no result');
    expect(learned(result)).toBe(true);
    for (const lastLoss of [Number.NaN, 5, 6, Number.POSITIVE_INFINITY])
      expect(learned({ ...result, lastLoss })).toBe(false);
  });
});
