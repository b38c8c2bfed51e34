import { describe, expect, it } from 'vitest';
import { visiblePieces } from './visible-characters';

describe('visible characters', () => {
  it('leaves plain text in one piece', () =>
    expect(visiblePieces('Call me Ishmael.')).toEqual([{ text: 'Call me Ishmael.' }]));
  it('shows what nobody would see', () => {
    const pieces = visiblePieces('a\u0000b\u200b\u00a0\u0085');
    expect(pieces.map((p) => p.text)).toEqual(['a', 'U+0000', 'b', 'ZWSP', 'NBSP', 'U+0085']);
    expect(pieces.filter((p) => p.name).length).toBe(4);
  });
  it('keeps line ends as line ends', () =>
    expect(visiblePieces('a\nb')[1]).toEqual({ text: '↵\n', name: 'line feed' }));
  it('does not touch joined emoji beyond naming the joiner', () =>
    expect(visiblePieces('👩\u200d🔬').map((p) => p.text)).toEqual(['👩', 'ZWJ', '🔬']));
});
