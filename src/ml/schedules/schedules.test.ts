import { describe, expect, test } from 'vitest';
import { defaultsOf } from '@/base/options';
import { schedules } from '.';

describe.each(schedules.entries.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
  test('rises to 1 over the warm-up, never leaves 0 to 1, never rises after', async () => {
    const curve = await entry.load();
    const options = { ...defaultsOf(entry.options), warmUp: 0.1 };
    const rates = Array.from({ length: 200 }, (_, i) => curve(options, i + 1, 200));
    expect(rates[0]).toBeCloseTo(1 / 20, 12);
    expect(rates[19]).toBe(1);
    expect(rates[20]).toBe(1);
    for (const [i, rate] of rates.entries()) {
      expect(rate).toBeGreaterThan(0);
      expect(rate).toBeLessThanOrEqual(1);
      if (i > 20) expect(rate).toBeLessThanOrEqual(rates[i - 1] ?? 0);
    }
  });

  test('a run of one step has a rate', async () => {
    const curve = await entry.load();
    expect(curve(defaultsOf(entry.options), 1, 1)).toBeGreaterThan(0);
  });
});

test.each([
  ['cosine', 0.1 + 0.9 * 0.5 * (1 + Math.cos(Math.PI / 4))],
  ['linear', 0.1 + 0.9 * 0.75],
  ['constant', 1],
] as const)('%s a quarter of the way down and at the end', async (id, quarter) => {
  const curve = await schedules.get(id).load();
  const options = { warmUp: 0, floor: 0.1 };
  expect(curve(options, 26, 101)).toBeCloseTo(quarter, 12);
  expect(curve(options, 101, 101)).toBeCloseTo(id === 'constant' ? 1 : 0.1, 12);
});
