/** What a run reports. `metrics.jsonl` is these, one a line. Losses are mean cross-entropies in nats per token. */
export interface StepMetric {
  readonly kind: 'step';
  /** Optimizer steps completed, from 1. */
  readonly step: number;
  readonly loss: number;
  /** Global L2 norm of the gradient before clipping. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly tokensPerSecond: number;
  /** Seconds of training so far, pauses excluded. */
  readonly seconds: number;
}
export interface EvaluationMetric {
  readonly kind: 'evaluation';
  readonly step: number;
  readonly loss: number;
  /** exp(loss). */
  readonly perplexity: number;
  /** Sum of -log2 p over predicted tokens, divided by their UTF-8 bytes. */
  readonly bitsPerByte: number;
  /** Whether this is the lowest so far. */
  readonly best: boolean;
}
export interface SampleMetric {
  readonly kind: 'sample';
  readonly step: number;
  readonly prompt: string;
  readonly text: string;
}
export interface NoteMetric {
  readonly kind: 'note';
  readonly step: number;
  readonly text: string;
}
export type Metric = StepMetric | EvaluationMetric | SampleMetric | NoteMetric;
