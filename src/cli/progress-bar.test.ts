import { describe, expect, it } from 'vitest';
import { ProgressBar } from './progress-bar';

function screen(interactive: boolean, columns = 80) {
  let written = '';
  let now = 0;
  const terminal = {
    out: async () => {},
    err: (text: string) => {
      written += text;
    },
    interactive,
    columns,
    interrupt: new AbortController().signal,
  };
  return {
    bar: new ProgressBar(terminal, () => now),
    wait: (ms: number) => {
      now += ms;
    },
    take: () => {
      const text = written;
      written = '';
      return text;
    },
  };
}

describe('the progress bar', () => {
  it('is drawn over itself at most ten times a second, and when all is done', () => {
    const { bar, wait, take } = screen(true);
    bar.show('Training', 1, 4, 'loss 3');
    expect(take()).toBe('\r\x1b[KTraining  ██████░░░░░░░░░░░░░░░░░░  25 %  loss 3');
    wait(50);
    bar.show('Training', 2, 4);
    expect(take()).toBe('');
    wait(50);
    bar.show('Training', 3, 4);
    expect(take()).toContain(' 75 %');
    bar.show('Training', 4, 4);
    expect(take()).toContain('100 %');
  });

  it('keeps within the screen, or it could not be drawn over', () => {
    const { bar, take } = screen(true, 20);
    bar.show('A very long label indeed', 1, 2);
    expect(take()).toBe('\r\x1b[KA very long label i');
  });

  it('gives way to lines that stay, and comes back below', () => {
    const { bar, take } = screen(true);
    bar.show('Reading', 1, 0);
    take();
    bar.log('a line');
    expect(take()).toBe('\r\x1b[Ka line\n\r\x1b[KReading');
    bar.end();
    expect(take()).toBe('\r\x1b[K');
  });

  it('is not drawn where nobody looks; lines are', () => {
    const { bar, take } = screen(false);
    bar.show('Training', 1, 2);
    bar.log('a line');
    bar.end();
    expect(take()).toBe('a line\n');
  });
});
