import { useMemo } from 'react';
import { metricSeries } from '@/state/metric-series';
import { useRunStore } from '@/state/run-store';
import type { EarlierRun } from '@/state/run-store-earlier';
import type { Curve, Reference } from '@/ui/chart/curve';
import { saidLoss } from './said';

/** More than one for each pixel of the line's width is not seen. */
const MOST_POINTS = 600;

/** What the loss chart draws: ghosts, raw, smoothed, validation; and the two lines it is measured against. */
export function useLossCurves(version: number): { curves: Curve[]; references: Reference[] } {
  const earlier = useRunStore((s) => s.earlier);
  const dataset = useRunStore((s) => s.dataset);
  const references = useMemo<Reference[]>(
    () =>
      dataset
        ? [
            { value: Math.log(dataset.tokenizer.vocabularySize), label: 'guessing' },
            { value: dataset.unigramLoss, label: 'unigram' },
          ]
        : [],
    [dataset],
  );
  const curves = useMemo<Curve[]>(() => {
    void version;
    const { raw, smoothed } = metricSeries.losses(MOST_POINTS);
    const validation = metricSeries.evaluationRange('loss', 0, Number.POSITIVE_INFINITY, 200);
    return [
      ...earlier.filter((run) => run.datasetId === dataset?.id).map(ghost),
      { key: 'raw', ...raw, color: 'var(--series-train)', width: 1, opacity: 0.4 },
      { key: 'training', ...smoothed, color: 'var(--series-train)', width: 2, label: 'training' },
      {
        key: 'validation',
        ...validation,
        color: 'var(--series-validation)',
        width: 2,
        dots: true,
        label: 'validation',
      },
    ];
  }, [version, earlier, dataset]);
  return { curves, references };
}

const ghost = (run: EarlierRun): Curve => ({
  key: run.runId,
  steps: run.curve.steps,
  values: run.curve.values,
  color: 'var(--ink-quiet)',
  width: 1.25,
  opacity: 0.38,
});

/** The picture in one or two sentences. */
export function describeLosses(references: readonly Reference[]): string {
  const now = metricSeries.at();
  const against = references.map(({ label, value }) => `${label} is ${saidLoss(value)}`).join(', ');
  return `After step ${now.step} the training loss is ${saidLoss(now.smoothed)} smoothed, the validation loss ${saidLoss(now.validation)}. ${against ? `For comparison: ${against}.` : ''}`;
}
