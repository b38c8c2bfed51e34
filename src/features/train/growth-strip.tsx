import { useState } from 'react';
import { metricSeries } from '@/state/metric-series';
import { useRunStore } from '@/state/run-store';
import { chooseStep, useLookedAt } from '@/state/run-store-view';
import { useSource } from '@/ui/chart/use-source';
import { classNames } from '@/ui/class-names';
import { formatPercent } from '@/ui/format';
import { type GrowthStop, growthStops, sampleAt } from './growth-stops';
import styles from './growth-strip.module.css';
import { saidLoss, saidStep } from './said';

/** The same prompt at six moments of the run, all kept: how a model grows. A press shows that step everywhere. */
export function GrowthStrip({ className }: { className?: string | undefined }) {
  useSource(metricSeries, 500);
  const steps = useRunStore((s) => s.status.steps);
  const looked = useLookedAt();
  const stops = growthStops(metricSeries.samples, steps || 100, metricSeries.lastStep);
  const current = sampleAt(metricSeries.samples, looked);
  const [narrow, setNarrow] = useState<number>();
  const prompt = metricSeries.samples[0]?.prompt ?? '';
  const open =
    stops.find((stop) => stop.step === (narrow ?? current?.step) && stop.sample) ?? stops.findLast((s) => s.sample);
  return (
    <section aria-labelledby="growth-title" className={classNames(styles.strip, className)}>
      <header className={styles.head}>
        <h2 id="growth-title">Growth</h2>
        <p className={styles.prompt}>
          {prompt ? (
            <>
              Prompt <code>{prompt}</code>
            </>
          ) : (
            'The same prompt at six moments of the run'
          )}
        </p>
      </header>
      <ol className={styles.stops}>
        {stops.map((stop) => (
          <li key={stop.share}>
            <Stop
              stop={stop}
              planned={steps > 0}
              on={looked !== undefined && current !== undefined && stop.step === current.step}
              open={open === stop}
              onPress={() => {
                setNarrow(stop.step);
                chooseStep(looked === stop.step ? undefined : stop.step);
              }}
            />
          </li>
        ))}
      </ol>
      {open?.sample && <p className={styles.reading}>{open.sample.text}</p>}
    </section>
  );
}

interface StopProps {
  stop: GrowthStop;
  planned: boolean;
  on: boolean;
  open: boolean;
  onPress: () => void;
}

function Stop({ stop, planned, on, open, onPress }: StopProps) {
  const { sample, share, step } = stop;
  const loss = sample ? metricSeries.at(step).validation : Number.NaN;
  const head = (
    <span className={styles.moment}>
      <b>{formatPercent(share)}</b>
      {planned && (
        <span className={styles.step}>
          <span className="visually-hidden">step </span>
          {saidStep(step)}
        </span>
      )}
      {Number.isFinite(loss) && <span className={styles.loss}>{saidLoss(loss)}</span>}
    </span>
  );
  if (!sample) return <div className={classNames(styles.stop, styles.pending)}>{head}</div>;
  return (
    <button
      type="button"
      aria-pressed={on}
      className={classNames(styles.stop, on && styles.on, open && styles.open)}
      onClick={onPress}
    >
      {head}
      <span className={styles.text}>{sample.text.trim() || 'nothing but white space'}</span>
    </button>
  );
}
