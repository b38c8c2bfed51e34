import type { RunConfig } from '@/schema/run-config';
import { metricSeries } from './metric-series';
import type { Thinned } from './metric-series-downsample';

/** A run of this session that another one followed: its curve stays as a ghost. */
export interface EarlierRun {
  readonly runId: string;
  readonly name: string;
  readonly config: RunConfig | undefined;
  readonly steps: number;
  readonly bestLoss: number | undefined;
  readonly bitsPerByte: number | undefined;
  readonly curve: Thinned;
  /** Losses of different vocabularies cannot be compared, so such a ghost is not drawn. */
  readonly datasetId: string | undefined;
  /** How its data was split, in words. */
  readonly split: string | undefined;
}

/** The run that is on the screen, before its series is cleared. */
export function keepCurve(
  run: Pick<EarlierRun, 'runId' | 'name' | 'config' | 'steps' | 'bestLoss' | 'datasetId' | 'split'>,
): EarlierRun {
  const validation = metricSeries.evaluationRange('loss', 0, Number.POSITIVE_INFINITY, 200);
  const curve = validation.steps.length > 2 ? validation : metricSeries.smoothed(0, Number.POSITIVE_INFINITY, 200);
  const { evaluations } = metricSeries;
  let bitsPerByte: number | undefined;
  for (let row = 0; row < evaluations.length; row++) {
    const value = evaluations.value('bitsPerByte', row);
    if (Number.isFinite(value) && value < (bitsPerByte ?? Number.POSITIVE_INFINITY)) bitsPerByte = value;
  }
  return { ...run, bitsPerByte, curve };
}
