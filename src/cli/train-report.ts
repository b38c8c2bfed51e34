import { describeLeakage, describeSplit } from '@/data/split/describe-split';
import type { DatasetManifest } from '@/schema/dataset';
import type { DeviceReport } from '@/schema/device';
import type { Metric, StepMetric } from '@/schema/metric';
import type { ProgressBar } from './progress-bar';

const count = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 0 });

/** What a person sees of a run on stderr: a bar with the step's figures, and a line for every evaluation. */
export class TrainReport {
  private loss = Number.NaN;
  private tokensPerSecond = 0;

  constructor(
    private readonly bar: ProgressBar,
    private readonly steps: number,
  ) {}

  start(
    name: string,
    parameters: number,
    { train, validation, tokenizer, preparation, leakage }: DatasetManifest,
    device: DeviceReport,
    memoryBytes?: number,
  ): void {
    const memory = memoryBytes === undefined ? '' : `, ${(memoryBytes / 1e6).toFixed(1)} MB of GPU memory at most`;
    this.bar.log(
      `${name}: ${count(parameters)} parameters, ${count(this.steps)} steps, on ${device.name} (${device.kind})${memory}`,
    );
    this.bar.log(
      `${count(train.tokens)} training tokens, ${count(validation.tokens)} held out, vocabulary ${count(tokenizer.vocabularySize)}; ` +
        `guessing would be ${Math.log(tokenizer.vocabularySize).toFixed(3)} nats per token`,
    );
    this.bar.log(`${describeSplit(preparation.split)}.${leakage ? ` ${describeLeakage(leakage)}` : ''}`);
    this.bar.show('Compiling and first step', 0, this.steps);
  }

  metric(metric: Metric): void {
    if (metric.kind === 'step') this.step(metric);
    else this.bar.log(this.line(metric));
  }

  private step({ step, loss, tokensPerSecond, seconds }: StepMetric): void {
    this.loss = loss;
    this.tokensPerSecond = tokensPerSecond;
    const left = clock((seconds / step) * (this.steps - step));
    const figures = `step ${count(step)}  loss ${loss.toFixed(3)}  ${count(tokensPerSecond)} tokens/s  ${left} left`;
    this.bar.show('Training', step, this.steps, figures);
  }

  private line(metric: Exclude<Metric, StepMetric>): string {
    switch (metric.kind) {
      case 'evaluation':
        return [
          `step ${count(metric.step).padStart(7)}`,
          ...(Number.isNaN(this.loss) ? [] : [`loss ${this.loss.toFixed(4)}`]),
          `validation ${metric.loss.toFixed(4)}${metric.best ? ' (best)' : ''}`,
          `bits per byte ${metric.bitsPerByte.toFixed(4)}`,
          ...(this.tokensPerSecond > 0 ? [`${count(this.tokensPerSecond)} tokens/s`] : []),
        ].join('  ');
      case 'sample':
        return `wrote ${JSON.stringify(metric.prompt + metric.text).slice(0, 160)}`;
      case 'note':
        return metric.text;
    }
  }
}

/** 125 as "2:05". */
function clock(seconds: number): string {
  const all = Math.max(0, Math.round(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor((all % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}
