import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeTurn } from './turns';

beforeEach(() => {
  vi.useFakeTimers();
  // 60 frames a second.
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => setTimeout(frame, 16));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('one piece a frame, in order, the first before all others; who gave up is passed over', () => {
  const done: string[] = [];
  const work = (name: string, then?: () => void) => () => {
    done.push(name);
    then?.();
  };
  takeTurn(work('a1', () => takeTurn(work('a2'), true)));
  takeTurn(work('b'));
  const giveUp = takeTurn(work('c'));
  takeTurn(work('d'));
  const perFrame: string[] = [];
  for (let frame = 0; frame < 8; frame++) {
    vi.advanceTimersByTime(17);
    perFrame.push(done.splice(0).join());
    if (frame === 0) giveUp();
  }
  expect(perFrame.filter(Boolean)).toEqual(['a1', 'a2', 'b', 'd']);
});

test('work that fails keeps nobody from the next turn', () => {
  const done = vi.fn();
  takeTurn(() => {
    throw new Error('of this piece');
  });
  takeTurn(done);
  expect(() => vi.advanceTimersByTime(17)).toThrow('of this piece');
  vi.advanceTimersByTime(40);
  expect(done).toHaveBeenCalledOnce();
});
