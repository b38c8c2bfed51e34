import { describe, expect, it } from 'vitest';
import { Rng } from '@/base/rng';
import type { Metric } from '@/schema/metric';
import { curvesSvg } from './curves-svg';
import { smooth, thinOut } from './thin-out';
import { ticks } from './ticks';

const step = (n: number, loss: number): Metric => ({
  kind: 'step',
  step: n,
  loss,
  gradientNorm: 1,
  learningRate: 1,
  tokensPerSecond: 1,
  seconds: n,
});
const evaluation = (n: number, loss: number): Metric => ({
  kind: 'evaluation',
  step: n,
  loss,
  perplexity: 1,
  bitsPerByte: 1,
  best: true,
});
const references = { vocabularySize: 1000, unigramLoss: 5.5 };
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((m) => m[1]);

/** Every tag that opens closes, in order; no number is missing. */
function expectWellFormed(svg: string) {
  const open: string[] = [];
  for (const [, closing, name, , selfClosing] of svg.matchAll(
    /<(\/?)([a-z]+)((?:\s[a-z-]+[a-zA-Z0-9-]*(?::[a-z]+)?="[^"<]*")*)(\/?)>/gi,
  )) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!selfClosing) open.push(name ?? '');
  }
  expect(open).toEqual([]);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
}

describe('the curves of a run', () => {
  const metrics = [
    ...Array.from({ length: 300 }, (_, i) => step(i + 1, 2 + 5 * Math.exp(-i / 50))),
    ...[0, 100, 200, 300].map((n) => evaluation(n, 2.2 + 5 * Math.exp(-n / 50))),
  ];
  const svg = curvesSvg(metrics, references);

  it('are well-formed', () => expectWellFormed(svg));

  it('name both losses with their last value, and both references', () => {
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['validation 2.212', 'guessing 6.91', 'unigram 5.50', 'optimizer steps']),
    );
    expect(texts(svg).some((text) => text?.startsWith('training 2.0'))).toBe(true);
  });

  it('have round ticks on both axes', () => {
    expect(texts(svg)).toEqual(expect.arrayContaining(['0', '50', '100', '300', '3', '5']));
  });

  it('say in words what is drawn', () => {
    expect(svg).toMatch(
      /<desc[^>]*>Training loss, smoothed, goes from 7\.00 to 2\.\d\d\. Validation loss goes from 7\.20 to 2\.21\./,
    );
  });

  it('put labels apart that would overlap', () => {
    const close = curvesSvg([step(1, 3), step(2, 3), evaluation(2, 3.001)], { vocabularySize: 20, unigramLoss: 2.995 });
    const ys = [...close.matchAll(/<text class="(?:quiet|[a-z]+-ink)" x="804" y="([\d.]+)"/g)]
      .map((m) => Number(m[1]))
      .sort((a, b) => a - b);
    expect(ys).toHaveLength(4);
    for (let i = 1; i < ys.length; i++) expect((ys[i] ?? 0) - (ys[i - 1] ?? 0)).toBeGreaterThanOrEqual(16.9);
  });

  it.each<[string, Metric[]]>([
    ['nothing', []],
    ['one step', [step(1, 3)]],
    ['an evaluation before the first step', [evaluation(0, 3)]],
    ['a loss that is no number', [step(1, 3), step(2, Number.NaN), step(3, Number.POSITIVE_INFINITY)]],
    ['a constant', [step(1, 3), step(2, 3), evaluation(2, 3)]],
  ])('can be drawn of %s', (_, few) => {
    expectWellFormed(curvesSvg(few, references));
    expectWellFormed(curvesSvg(few, { vocabularySize: 2, unigramLoss: Number.NaN }));
  });

  it('stay small after 100,000 steps', () => {
    const rng = new Rng(1);
    const many = Array.from({ length: 100_000 }, (_, i) => step(i + 1, 3 + rng.normal()));
    expect(curvesSvg(many, references).length).toBeLessThan(60_000);
  });
});

describe('thinning out', () => {
  it('keeps the lowest and the highest of every stretch, in order', () => {
    const rng = new Rng(2);
    const points = Array.from({ length: 5000 }, (_, x) => ({ x, y: rng.uniform() }));
    points[1234] = { x: 1234, y: 9 };
    points[4321] = { x: 4321, y: -9 };
    const kept = thinOut(points, 100);
    expect(kept.length).toBeLessThanOrEqual(102);
    expect(kept).toEqual(expect.arrayContaining([points[1234], points[4321]]));
    expect(kept.map((p) => p.x)).toEqual([...kept.map((p) => p.x)].sort((a, b) => a - b));
  });

  it('keeps few points as they are', () => {
    expect(thinOut([{ x: 1, y: 1 }], 100)).toEqual([{ x: 1, y: 1 }]);
  });
});

describe('smoothing', () => {
  it('leaves a constant alone from its first point', () => {
    const constant = smooth(
      [1, 2, 3].map((x) => ({ x, y: 5 })),
      10,
    );
    for (const { y } of constant) expect(y).toBeCloseTo(5, 12);
  });

  it('is the average weighted by exp(-age / span)', () => {
    const [, second] = smooth(
      [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
      1,
    );
    expect(second?.y).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  });
});

describe('ticks', () => {
  it.each([
    [0, 100, 5, [0, 20, 40, 60, 80, 100]],
    [1.23, 3.1, 4, [1.5, 2, 2.5, 3]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [0, 1, 7, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [5, 5, 3, [5]],
  ])('from %d to %d, about %d', (from, to, count, expected) => {
    expect(ticks(from, to, count)).toEqual(expected);
  });
});
