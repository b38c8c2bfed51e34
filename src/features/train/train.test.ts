import { describe, expect, test } from 'vitest';
import type { Metric, SampleMetric } from '@/schema/metric';
import type { RunStatus } from '@/schema/run';
import { MetricSeries } from '@/state/metric-series';
import { growthStops, sampleAt } from './growth-stops';
import { logLines } from './log-lines';
import { said, saidRate, sentenceOf } from './said';
import { stepsToGo } from './steps-to-go';
import { teachingNotes } from './teaching-notes';
import { verdictOf } from './verdict';

const against = { vocabularySize: 1024, unigramLoss: 5.5 };
const status = (change: Partial<RunStatus>): RunStatus => ({
  phase: 'finished',
  runId: 'r',
  name: 'run',
  step: 1000,
  steps: 1000,
  activity: '',
  end: 'completed',
  ...change,
});
const evaluation = (step: number, loss: number): Metric => ({
  kind: 'evaluation',
  step,
  loss,
  perplexity: Math.exp(loss),
  bitsPerByte: loss / 2,
  best: false,
});
const step = (n: number, loss: number, learningRate = 1e-3): Metric => ({
  kind: 'step',
  step: n,
  loss,
  gradientNorm: 1,
  learningRate,
  tokensPerSecond: 1,
  seconds: n,
});
const seriesOf = (...metrics: Metric[]) => {
  const series = new MetricSeries();
  series.append(metrics);
  return series;
};
const sample = (n: number, text = `text ${n}`): SampleMetric => ({ kind: 'sample', step: n, prompt: '', text });

describe('verdict', () => {
  test.each([
    ['no better than guessing', 6.93, 1000, [evaluation(1000, 6.93)], {}, 'again'],
    ['not the unigram model', 6, 1000, [evaluation(1000, 6)], {}, 'continue'],
    ['still falling', 3, 1000, [evaluation(1000, 3)], {}, 'continue'],
    [
      'began to memorise',
      3,
      400,
      [evaluation(400, 3), evaluation(600, 3.1), evaluation(800, 3.2), evaluation(1000, 3.3)],
      {},
      'talk',
    ],
    ['Stopped early', 3, 400, [evaluation(400, 3), evaluation(600, 3.001)], { end: 'early stop' }, 'talk'],
  ] as const)('says "%s"', (words, loss, at, metrics, change, next) => {
    const verdict = verdictOf(status({ best: { step: at, loss }, ...change }), seriesOf(...metrics), against);
    expect(verdict?.sentence).toContain(words);
    expect(verdict?.next).toBe(next);
  });

  test('claims nothing of a run that was never evaluated', () => {
    expect(verdictOf(status({}), seriesOf(), against)?.sentence).toContain('nothing can be said');
  });
});

describe('teaching notes', () => {
  test('appear when the thing has happened, at its step, in at most twenty words', () => {
    const metrics: Metric[] = [];
    for (let n = 0; n <= 1000; n += 10) {
      if (n > 0) metrics.push(step(n, 7 - n / 250, n <= 100 ? n * 1e-5 : 1e-3 - n * 1e-7));
      if (n % 100 === 0) metrics.push(evaluation(n, n <= 500 ? 7 - n / 125 : 3 + (n - 500) / 100));
    }
    metrics.push(sample(0, 'xqzjkvbwpxqzjkvbwpxqzjkvbwpxqzjkvbwpxqzjkvbwp'));
    metrics.push(sample(200, 'the old man said that he was of the sea and the ship'));
    const notes = teachingNotes(seriesOf(...metrics), against);
    expect(notes.map(({ id }) => id).toSorted()).toEqual(['guessing', 'memorising', 'spaces', 'unigram', 'warm-up']);
    expect(notes.find(({ id }) => id === 'unigram')?.step).toBe(200);
    expect(notes.find(({ id }) => id === 'spaces')?.step).toBe(200);
    expect(notes.find(({ id }) => id === 'memorising')?.step).toBe(800);
    for (const { text } of notes) expect(text.split(/\s+/).length).toBeLessThanOrEqual(20);
  });

  test('do not praise spaces that an untrained tokenizer brings', () => {
    const words = 'together looked hill Everyone sun was of the frog in silver coat';
    const series = seriesOf(evaluation(0, 6.93), sample(0, words), sample(10, words));
    expect(teachingNotes(series, against)).toEqual([]);
  });

  test('say nothing of a run that has learned nothing', () => {
    const metrics = [evaluation(0, 6.93), ...Array.from({ length: 50 }, (_, i) => step(i + 1, 6.93))];
    expect(teachingNotes(seriesOf(...metrics), against)).toEqual([]);
  });
});

describe('growth strip', () => {
  test('puts each sample at its share and leaves the rest open', () => {
    const stops = growthStops(
      [0, 10, 50].map((n) => sample(n)),
      1000,
      120,
    );
    expect(stops.map((s) => [s.share, s.step, s.sample?.step])).toEqual([
      [0, 0, 0],
      [0.01, 10, 10],
      [0.05, 50, 50],
      [0.2, 200, undefined],
      [0.5, 500, undefined],
      [1, 1000, undefined],
    ]);
  });

  test('keeps the samples of a run that was continued', () => {
    const stops = growthStops(
      [0, 10, 50, 200, 500, 1000].map((n) => sample(n)),
      2000,
      1500,
    );
    expect(stops.map((s) => s.sample?.step)).toEqual([0, 10, 50, 500, 1000, undefined]);
  });

  test('a run of one step has two places', () => {
    expect(growthStops([], 1, 0).map((s) => s.step)).toEqual([0, 1]);
  });

  test('a step shows the sample that was newest there', () => {
    const samples = [0, 10, 50].map((n) => sample(n));
    expect([undefined, 49, 50, 0].map((at) => sampleAt(samples, at)?.step)).toEqual([50, 10, 50, 0]);
  });
});

describe('words', () => {
  test('continue offers what is left, or as much again', () => {
    expect(stepsToGo(status({ step: 400 }), undefined)).toBe(600);
    expect(stepsToGo(status({ step: 400, end: 'early stop' }), undefined)).toBe(1000);
  });

  test('numbers keep three digits and never say NaN', () => {
    expect([Number.NaN, undefined, 0, 0.0012, 0.5, 14.83, 123.4, 45678].map(said)).toEqual([
      '–',
      '–',
      '0.00',
      '1.2e-3',
      '0.500',
      '14.8',
      '123',
      '45.7 k',
    ]);
    expect(saidRate(0.00062939)).toBe('6.29e-4');
    expect(sentenceOf(seriesOf(step(3, 2)).at())).toContain('step 3: training loss 2.000, learning rate');
    expect(sentenceOf(seriesOf().at())).toBe('nothing measured yet');
  });

  test('the log has the end first and a line an evaluation', () => {
    const lines = logLines(seriesOf(evaluation(0, 7), evaluation(50, 6)), status({}));
    expect(lines.map(({ step, text }) => [step, text])).toEqual([
      [1000, 'completed'],
      [50, 'validation 6.000'],
      [0, 'validation 7.000'],
    ]);
  });
});
