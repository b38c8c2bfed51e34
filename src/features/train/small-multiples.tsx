import { useMemo } from 'react';
import { metricSeries, type Reading } from '@/state/metric-series';
import type { Thinned } from '@/state/metric-series-downsample';
import { chooseStep, hoverStep, useLookedAt, useRunView } from '@/state/run-store-view';
import { Chart } from '@/ui/chart/chart';
import type { Curve } from '@/ui/chart/curve';
import { useSource } from '@/ui/chart/use-source';
import { classNames } from '@/ui/class-names';
import { formatCompact } from '@/ui/format';
import { said, saidLoss, saidRate, saidSpeed, sentenceOf } from './said';
import styles from './small-multiples.module.css';
import { snapToStep } from './snap-to-step';
import { useStepDomain } from './use-step-domain';

interface Small {
  readonly label: string;
  readonly color: string;
  range(): Thinned;
  value(reading: Reading): number;
  format(value: number): string;
  readonly kind?: 'log';
}

const TO_THE_END = [0, Number.POSITIVE_INFINITY, 120] as const;
const limitStep = (at: number) => (at >= 10_000 ? `${Number((at / 1000).toFixed(1))}k` : String(at));
const SMALL: readonly Small[] = [
  {
    label: 'Perplexity',
    color: 'var(--series-validation)',
    kind: 'log',
    range: () => metricSeries.evaluationRange('perplexity', ...TO_THE_END),
    value: (r) => r.perplexity,
    format: said,
  },
  {
    label: 'Bits per byte',
    color: 'var(--series-validation)',
    range: () => metricSeries.evaluationRange('bitsPerByte', ...TO_THE_END),
    value: (r) => r.bitsPerByte,
    format: saidLoss,
  },
  {
    label: 'Gradient norm',
    color: 'var(--series-3)',
    range: () => metricSeries.range('gradientNorm', ...TO_THE_END),
    value: (r) => r.gradientNorm,
    format: said,
  },
  {
    label: 'Learning rate',
    color: 'var(--series-3)',
    range: () => metricSeries.range('learningRate', ...TO_THE_END),
    value: (r) => r.learningRate,
    format: saidRate,
  },
  {
    label: 'Tokens/s',
    color: 'var(--series-4)',
    range: () => metricSeries.range('tokensPerSecond', ...TO_THE_END),
    value: (r) => r.tokensPerSecond,
    format: saidSpeed,
  },
];

/** What else was measured, under the same crosshair. One redraw a second each: they are glanced at. */
export function SmallMultiples({ className }: { className?: string | undefined }) {
  return (
    <section aria-label="Other measures" className={classNames(styles.row, className)}>
      {SMALL.map((small) => (
        <SmallChart key={small.label} small={small} />
      ))}
    </section>
  );
}

function SmallChart({ small }: { small: Small }) {
  const version = useSource(metricSeries, 1000);
  const step = useLookedAt();
  const chosen = useRunView((v) => v.chosen);
  const x = useStepDomain();
  const curves = useMemo<Curve[]>(() => {
    void version;
    return [{ key: 'value', ...small.range(), color: small.color, width: 1.5, label: small.label }];
  }, [version, small]);
  const value = small.value(metricSeries.at(step));
  const empty = (curves[0]?.steps.length ?? 0) === 0;
  return (
    <div className={styles.small}>
      <p className={styles.head}>
        <span className={styles.label}>{small.label}</span> <span className={styles.value}>{small.format(value)}</span>
      </p>
      <div className={styles.plot}>
        {!empty && (
          <Chart
            bare
            label={small.label}
            description={`${small.label} is ${small.format(value)}.`}
            curves={curves}
            x={x}
            formatY={small.format}
            formatLimit={limit}
            kind={small.kind ?? 'linear'}
            formatX={limitStep}
            step={step}
            chosen={chosen}
            onStep={hoverStep}
            onChoose={chooseStep}
            snap={snapToStep}
            describeStep={(at) => sentenceOf(metricSeries.at(at))}
          />
        )}
      </div>
    </div>
  );
}

/** Short: there is room for five characters. */
const limit = (value: number) => {
  const size = Math.abs(value);
  if (size >= 1000) return formatCompact(value).replace(' ', '');
  if (size === 0 || size >= 0.01) return String(Number(value.toPrecision(3)));
  return Number(value.toPrecision(2)).toExponential().replace('e-0', 'e-');
};
