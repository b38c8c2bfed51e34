import { describe, expect, test } from 'vitest';
import { type Choice, Tuning } from './tuning';

interface Tile {
  readonly tile: number;
}
const choice = (key: string, tiles = [8, 16]): Choice<Tile> => ({
  key,
  candidates: tiles.map((tile) => ({ tile })),
  workload: () => ({ inputs: {}, run: () => [] }),
});
const keys = (tuning: Tuning) => tuning.takeOpen().map(({ key }) => key);

describe('Tuning', () => {
  test('takes the first until something is decided, and says once what is open', () => {
    const tuning = new Tuning();
    expect(tuning.choose(choice('a'))).toEqual({ tile: 8 });
    tuning.choose(choice('a'));
    tuning.choose(choice('b'));
    expect(keys(tuning)).toEqual(['a', 'b']);
    expect(keys(tuning)).toEqual([]);
    tuning.choose(choice('a'));
    tuning.decide('a', { tile: 16 });
    expect(keys(tuning)).toEqual([]);
    expect(tuning.choose(choice('a'))).toEqual({ tile: 16 });
    expect(keys(tuning)).toEqual([]);
  });

  test('a single candidate is no choice, none is a mistake', () => {
    const tuning = new Tuning();
    expect(tuning.choose(choice('a', [8]))).toEqual({ tile: 8 });
    expect(keys(tuning)).toEqual([]);
    expect(() => tuning.choose(choice('a', []))).toThrow('a: no candidate');
  });

  test('forcing holds for one choice, while it runs, also when that throws, and inside another', () => {
    const tuning = new Tuning();
    tuning.decide('a', { tile: 16 });
    tuning.force('a', { tile: 8 }, () => {
      expect(tuning.choose(choice('a'))).toEqual({ tile: 8 });
      tuning.force('b', { tile: 16 }, () => expect(tuning.choose(choice('b'))).toEqual({ tile: 16 }));
      expect(tuning.choose(choice('a'))).toEqual({ tile: 8 });
    });
    const failing = () =>
      tuning.force('a', { tile: 8 }, () => {
        throw new Error('broken');
      });
    expect(failing).toThrow('broken');
    expect(tuning.choose(choice('a'))).toEqual({ tile: 16 });
  });

  test('decisions survive as JSON; one that names what is no longer offered counts as none', () => {
    const before = new Tuning();
    before.decide('a', { tile: 16 });
    before.decide('b', { tile: 32 });
    const after = new Tuning();
    after.load(JSON.parse(JSON.stringify(before)));
    expect(after.choose(choice('a'))).toEqual({ tile: 16 });
    expect(after.choose(choice('b'))).toEqual({ tile: 8 });
    expect(keys(after)).toEqual(['b']);
  });
});
