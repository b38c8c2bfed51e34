import { describe, expect, test } from 'vitest';
import { purse } from './purse';

describe('purse', () => {
  let clock = 0;
  const after = (ms: number) => async () => {
    clock += ms;
    return ms;
  };

  test('counts what is run and not what is waited for, until all together takes three times as long', async () => {
    const spent = purse(100, () => clock);
    expect(spent.leftMs).toBe(100);
    expect(await spent.spend(after(30))).toBe(30);
    clock += 200;
    expect([spent.runMs, spent.leftMs, spent.totalMs]).toEqual([30, 70, 230]);
    clock += 69;
    expect(spent.leftMs).toBe(70);
    clock += 1;
    expect([spent.leftMs, spent.totalMs]).toEqual([0, 300]);
  });

  test('counts work that fails, and never says less than nothing', async () => {
    const spent = purse(100, () => clock);
    const failing = spent.spend(async () => {
      clock += 130;
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect([spent.runMs, spent.leftMs]).toEqual([130, 0]);
  });

  test('an empty purse has nothing', () => {
    expect(purse(0, () => clock).leftMs).toBe(0);
  });
});
