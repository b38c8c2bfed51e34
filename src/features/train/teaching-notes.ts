import type { MetricSeries } from '@/state/metric-series';

export interface TeachingNote {
  readonly id: string;
  readonly step: number;
  /** At most twenty words. */
  readonly text: string;
}

interface Against {
  readonly vocabularySize: number;
  readonly unigramLoss: number;
}

/** What has just happened and what it means, in the order of the steps at which it did. Looked for in what was measured; nothing is guessed. */
export function teachingNotes(series: MetricSeries, { vocabularySize, unigramLoss }: Against): TeachingNote[] {
  const notes: TeachingNote[] = [];
  const add = (id: string, step: number | undefined, text: string) => {
    if (step !== undefined) notes.push({ id, step, text });
  };
  const guess = Math.log(vocabularySize);
  const smoothed = series.smoothed(0, Number.POSITIVE_INFINITY, 400);
  // A clear distance: the first losses scatter around ln V.
  add(
    'guessing',
    firstBelow(smoothed, guess - 0.3),
    'Better than guessing: it has learned that some tokens are common and most are rare.',
  );
  const validation = series.evaluationRange('loss');
  add(
    'unigram',
    firstBelow(validation, unigramLoss),
    'Below the unigram line: it has learned which characters follow which.',
  );
  add('spaces', firstWords(series), 'It has learned spaces: its samples fall into pieces as long as words.');
  add('warm-up', peakRate(series), 'Warm-up is over: the learning rate has reached its peak and falls from here.');
  add(
    'memorising',
    turn(series),
    'Validation turns up while training falls: it begins to memorise. The best checkpoint is kept.',
  );
  return notes.sort((a, b) => a.step - b.step);
}

function firstBelow(
  { steps, values }: { steps: Float64Array; values: Float64Array },
  line: number,
): number | undefined {
  const at = values.findIndex((value) => value < line);
  // The first evaluation is of random weights: it has learned nothing.
  return at > 0 ? steps[at] : undefined;
}

/** The first sample that reads like words, if the untrained model's did not: tokens of several characters bring spaces by chance. */
function firstWords(series: MetricSeries): number | undefined {
  const [first] = series.samples;
  if (first?.step !== 0 || readsLikeWords(first.text)) return undefined;
  return series.samples.find(({ step, text }) => step > 0 && readsLikeWords(text))?.step;
}

/** Whole characters, in pieces of 2 to 9 between spaces on average, as words are. */
function readsLikeWords(text: string): boolean {
  const pieces = text.split(/\s+/).filter(Boolean);
  const mean = pieces.reduce((sum, piece) => sum + piece.length, 0) / pieces.length;
  return text.length >= 40 && pieces.length >= 6 && mean >= 2 && mean <= 9 && !text.includes('\ufffd');
}

function peakRate(series: MetricSeries): number | undefined {
  const { steps, values } = series.range('learningRate', 0, Number.POSITIVE_INFINITY, 400);
  let peak = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[peak] ?? 0)) peak = i;
  const last = values.at(-1) ?? 0;
  return peak > 0 && last < (values[peak] ?? 0) * 0.999 ? steps[peak] : undefined;
}

/** The third evaluation in a row above the best by one per cent, with the training loss still falling. */
function turn(series: MetricSeries): number | undefined {
  const { evaluations } = series;
  let best = Number.POSITIVE_INFINITY;
  let above = 0;
  for (let row = 0; row < evaluations.length; row++) {
    const loss = evaluations.value('loss', row);
    if (loss < best) best = loss;
    above = loss > best * 1.01 ? above + 1 : 0;
    if (above < 3) continue;
    const step = evaluations.value('step', row);
    const since = evaluations.value('step', row - 3);
    return series.at(step).smoothed < series.at(since).smoothed ? step : undefined;
  }
  return undefined;
}
