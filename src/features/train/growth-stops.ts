import { SAMPLE_SHARES } from '@/ml/trainer/sample-steps';
import type { SampleMetric } from '@/schema/metric';

export interface GrowthStop {
  readonly share: number;
  readonly step: number;
  /** Absent while the run has not come that far. */
  readonly sample?: SampleMetric;
}

/**
 * The growth strip's places: for each share of the run its sample. A run that was continued has samples of the shorter plan: each place then takes the
 * nearest one by ratio that no other took.
 */
export function growthStops(samples: readonly SampleMetric[], steps: number, lastStep: number): GrowthStop[] {
  const plan = SAMPLE_SHARES.map((share) => ({
    share,
    step: share === 0 ? 0 : Math.max(1, Math.round(share * steps)),
  }));
  const wanted = plan.filter(({ step }, i) => plan.findIndex((other) => other.step === step) === i);
  const free = new Map(samples.map((sample) => [sample.step, sample]));
  const exact = wanted.map(({ share, step }) => {
    const sample = free.get(step);
    if (sample) free.delete(step);
    return { share, step, ...(sample ? { sample } : {}) };
  });
  return exact.map((stop): GrowthStop => {
    if ('sample' in stop || stop.step > lastStep) return stop;
    const distance = (step: number) => Math.abs(Math.log((step + 1) / (stop.step + 1)));
    const [nearest] = [...free.values()].sort((a, b) => distance(a.step) - distance(b.step));
    if (!nearest || distance(nearest.step) > Math.log(4)) return stop;
    free.delete(nearest.step);
    return { share: stop.share, step: nearest.step, sample: nearest };
  });
}

/** The sample that was the newest at a step; without a step, the newest. */
export function sampleAt(samples: readonly SampleMetric[], step: number | undefined): SampleMetric | undefined {
  if (step === undefined) return samples.at(-1);
  return samples.findLast((sample) => sample.step <= step) ?? samples[0];
}
