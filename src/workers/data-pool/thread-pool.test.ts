import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LoamError } from '@/base/errors';
import { answerWith } from './answer';
import type { Thread, ThreadEvents, ToThread } from './thread';
import { ThreadPool, usualThreads } from './thread-pool';

/** Threads that are none, and what each was sent. */
function fakeThreads() {
  const threads: { readonly sent: ToThread[]; readonly events: ThreadEvents; ended: boolean }[] = [];
  const start = (events: ThreadEvents): Thread => {
    const answer = answerWith((message) => setTimeout(() => events.message(message), 0));
    const one = { sent: [] as ToThread[], events, ended: false };
    threads.push(one);
    return {
      post(message) {
        one.sent.push(message);
        answer(message);
      },
      end() {
        one.ended = true;
      },
    };
  };
  return { threads, start };
}

const steps = [{ id: 'letter-case', on: true, options: {} }];
const batch = (text: string) => ({ documents: [{ document: 0, file: 'a', rescued: false, parts: [text] }] });

afterEach(() => void vi.useRealTimers());

describe('ThreadPool', () => {
  it('starts as many threads as there is work for, and tells each the settings once', async () => {
    const { threads, start } = fakeThreads();
    const mapper = new ThreadPool(start, 2).open('clean', { steps });
    expect(threads).toHaveLength(0);
    const results = await Promise.all(['A', 'B', 'C'].map((text) => mapper.map(batch(text))));
    expect(results.map(({ documents }) => documents[0])).toEqual([['a'], ['b'], ['c']]);
    expect(threads.map(({ sent }) => sent.map(({ kind }) => kind))).toEqual([
      ['open', 'map', 'map'],
      ['open', 'map'],
    ]);
  });

  it('hands on what a step says of its settings, with its place', async () => {
    const mapper = new ThreadPool(fakeThreads().start, 1).open('clean', {
      steps: [{ id: 'pattern', on: true, options: { pattern: '(' } }],
    });
    const error = await mapper.map(batch('a')).catch((thrown: LoamError) => thrown);
    expect(error).toMatchObject({ report: { code: 'cleaning/bad-pattern', where: 'Your own pattern' } });
  });

  it('fails what is under way when a thread dies, and starts afresh', async () => {
    const { threads, start } = fakeThreads();
    const pool = new ThreadPool(start, 2);
    const mapper = pool.open('clean', { steps });
    const lost = Promise.allSettled([mapper.map(batch('A')), mapper.map(batch('B'))]);
    threads[1]?.events.failure('no memory');
    expect(await lost).toMatchObject([
      { status: 'rejected', reason: { report: { code: 'worker/data-pool-stopped', what: 'no memory' } } },
      { status: 'rejected' },
    ]);
    expect(threads.map(({ ended }) => ended)).toEqual([true, true]);
    mapper.close();
    const again = pool.open('clean', { steps });
    expect((await again.map(batch('A'))).documents).toEqual([['a']]);
    expect(threads).toHaveLength(3);
  });

  it('ends threads that had nothing to do for a while', async () => {
    vi.useFakeTimers();
    const { threads, start } = fakeThreads();
    const mapper = new ThreadPool(start, 1).open('clean', { steps });
    mapper.map(batch('A')).catch(() => {});
    mapper.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(threads[0]?.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(threads[0]?.ended).toBe(true);
  });

  it('leaves a core to the thread that hands out the work', () => {
    expect([1, 2, 4, 64].map(usualThreads)).toEqual([1, 1, 3, 6]);
  });
});
