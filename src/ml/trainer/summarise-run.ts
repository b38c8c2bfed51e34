import type { EvaluationMetric, Metric, StepMetric } from '@/schema/metric';
import type { RunResults } from '@/schema/run-manifest';

/** Steps that the final training loss and speed are means of. */
const LAST = 20;

/**
 * What a run reached, from its metrics alone: for `run.json`, the model card and the command line's last line. The weights spoken of are the
 * best by validation loss.
 * @param end a `RunEnd`, or `running`
 */
export function summariseRun(metrics: readonly Metric[], end: string, parameters: number): RunResults {
  const steps = metrics.filter((m): m is StepMetric => m.kind === 'step');
  const evaluations = metrics.filter((m): m is EvaluationMetric => m.kind === 'evaluation');
  const best = evaluations.reduce<EvaluationMetric | undefined>((a, b) => (a && a.loss <= b.loss ? a : b), undefined);
  const recent = steps.slice(-LAST);
  const mean = (of: (m: StepMetric) => number) =>
    recent.reduce((sum, m) => sum + of(m), 0) / Math.max(1, recent.length);
  return {
    end,
    steps: steps.at(-1)?.step ?? 0,
    parameters,
    seconds: steps.at(-1)?.seconds ?? 0,
    tokensPerSecond: mean((m) => m.tokensPerSecond),
    trainLoss: mean((m) => m.loss),
    weights: {
      step: best?.step ?? 0,
      validationLoss: best?.loss ?? 0,
      perplexity: best?.perplexity ?? 0,
      bitsPerByte: best?.bitsPerByte ?? 0,
    },
  };
}
