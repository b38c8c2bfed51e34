import { describe, expect, it } from 'vitest';
import { orderedMap } from './ordered-map';

/** Maps a number to its square when told to. */
function heldMapper(width: number) {
  const held: { readonly n: number; readonly release: () => void; readonly fail: (error: Error) => void }[] = [];
  let closed = 0;
  return {
    held,
    closed: () => closed,
    mapper: {
      width,
      map: (n: number) =>
        new Promise<number>((resolve, reject) => held.push({ n, release: () => resolve(n * n), fail: reject })),
      close: () => void closed++,
    },
  };
}

async function* upTo(count: number, onRead: (n: number) => void = () => {}): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) {
    onRead(n);
    yield n;
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('orderedMap', () => {
  it('gives results in order, whichever is done first, and reads no more than there is room for', async () => {
    const { held, mapper, closed } = heldMapper(3);
    let read = -1;
    const results: number[] = [];
    const all = (async () => {
      const batches = upTo(8, (n) => {
        read = n;
      });
      for await (const { batch, result } of orderedMap(batches, mapper)) {
        expect(result).toBe(batch * batch);
        results.push(batch);
      }
    })();
    await turn();
    expect(read).toBe(2);
    held[2]?.release();
    held[1]?.release();
    await turn();
    expect(results).toEqual([]);
    held[0]?.release();
    await turn();
    expect(results).toEqual([0, 1, 2]);
    expect(read).toBe(5);
    for (let n = 3; n < 8; n++) {
      held[n]?.release();
      await turn();
    }
    await all;
    expect(results).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(closed()).toBe(1);
  });

  it('throws a failure in its turn, and closes', async () => {
    const { held, mapper, closed } = heldMapper(4);
    const results: number[] = [];
    const all = (async () => {
      for await (const { batch } of orderedMap(upTo(4), mapper)) results.push(batch);
    })();
    await turn();
    held[1]?.fail(new Error('the second'));
    held[3]?.fail(new Error('the fourth'));
    await turn();
    held[0]?.release();
    await expect(all).rejects.toThrow('the second');
    expect(results).toEqual([0]);
    expect(closed()).toBe(1);
  });

  it('does not wait for what is under way when nobody wants more', async () => {
    const { held, mapper, closed } = heldMapper(2);
    const first = (async () => {
      for await (const { batch } of orderedMap(upTo(9), mapper)) return batch;
    })();
    await turn();
    held[0]?.release();
    expect(await first).toBe(0);
    expect(held).toHaveLength(2);
    expect(closed()).toBe(1);
  });
});
