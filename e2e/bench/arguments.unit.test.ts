import { describe, expect, test } from 'vitest';
import { parseBenchArguments } from './arguments';
import { CONFIGS, configFrom, configOf } from './config';

describe('arguments', () => {
  test('have defaults', () => {
    expect(parseBenchArguments(['step'])).toEqual({
      command: 'step',
      peers: ['stock', 'jax'],
      browser: false,
      json: false,
      rounds: 5,
      only: [],
      out: '.cache/gpu-pack',
    });
  });
  test('are taken', () => {
    const line = 'step --config B --peers stock,nanogpt --adapter lavapipe --rounds 3 --steps 4 --json --browser';
    expect(parseBenchArguments(line.split(' '))).toMatchObject({
      config: 'B',
      peers: ['stock', 'nanogpt'],
      adapter: 'lavapipe',
      rounds: 3,
      steps: 4,
      json: true,
      browser: true,
    });
  });
  test('sizes are megabytes', () =>
    expect(parseBenchArguments(['scale', '--sizes', '10,100', '--recipe', 'fineweb'])).toMatchObject({
      sizes: [10, 100],
      recipe: 'fineweb',
    }));
  test('know nobody', () => expect(parseBenchArguments(['step', '--peers', 'none']).peers).toEqual([]));
  test.each([
    [[], 'Which bench?'],
    [['steps'], 'no bench steps'],
    [['step', 'more'], 'more is one word too many'],
    [['step', '--rounds', '0'], '--rounds'],
    [['step', '--steps', '2.5'], '--steps'],
    [['scale', '--sizes', '10,many'], '--sizes'],
    [['step', '--peer', 'stock'], '--peer'],
    [['step', '--peers', 'stok'], 'There is no peer stok'],
  ])('%j is refused', (args, reason) => expect(() => parseBenchArguments(args)).toThrow(reason));
});

describe('configurations', () => {
  test('A and B by name', () => {
    expect(configOf('a')).toBe(CONFIGS.A);
    expect(configOf('B')).toMatchObject({ layers: 4, hidden: 128, heads: 4, time: 128, batch: 8, vocabulary: 512 });
  });
  const file = { L: 1, D: 8, H: 2, T: 16, B: 3, V: 32 };
  test('a file', () => {
    expect(configFrom(file, 'x.json')).toEqual({
      name: 'x.json',
      family: 'gpt2',
      layers: 1,
      hidden: 8,
      heads: 2,
      time: 16,
      batch: 3,
      vocabulary: 32,
    });
    expect(configFrom({ ...file, family: 'llama' }, 'x.json').family).toBe('llama');
  });
  test.each([
    [{ ...file, L: 0 }, 'L should'],
    [{ ...file, T: 1.5 }, 'T should'],
    [{ ...file, V: '32' }, 'V should'],
    [{ ...file, layers: 3 }, 'unknown key layers'],
    [{ ...file, family: 2 }, 'family should'],
    [[], 'L should'],
    [3, 'not a JSON object'],
  ])('%j is refused', (raw, reason) => expect(() => configFrom(raw, 'x.json')).toThrow(reason));
  test('a missing file is refused', () => expect(() => configOf('nowhere.json')).toThrow('nowhere.json is none'));
});
