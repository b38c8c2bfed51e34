import { metricSeries } from '@/state/metric-series';

/** The nearest step that was measured. */
export function snapToStep(step: number): number {
  const { steps, evaluations } = metricSeries;
  const row = steps.nearest(step);
  if (row >= 0 && !(step < steps.value('step', 0) / 2 && evaluations.length > 0)) return steps.value('step', row);
  return evaluations.length > 0 ? evaluations.value('step', evaluations.nearest(step)) : 0;
}
