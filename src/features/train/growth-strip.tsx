import { memo, useCallback, useState } from 'react';
import { metricSeries } from '@/state/metric-series';
import { useRunStore } from '@/state/run-store';
import { chooseStep, lookedAt, useRunView } from '@/state/run-store-view';
import { useSource } from '@/ui/chart/use-source';
import { classNames } from '@/ui/class-names';
import { formatPercent } from '@/ui/format';
import { growthStops, sampleAt } from './growth-stops';
import styles from './growth-strip.module.css';
import { saidLoss, saidStep } from './said';

/** The same prompt at six moments of the run, all kept: how a model grows. A press shows that step everywhere. */
export function GrowthStrip({ className }: { className?: string | undefined }) {
  useSource(metricSeries, 500);
  const steps = useRunStore((s) => s.status.steps);
  const looking = useRunView((view) => lookedAt(view) !== undefined);
  const current = useRunView((view) => sampleAt(metricSeries.samples, lookedAt(view)));
  const stops = growthStops(metricSeries.samples, steps || 100, metricSeries.lastStep);
  const [narrow, setNarrow] = useState<number>();
  const prompt = metricSeries.samples[0]?.prompt ?? '';
  const open =
    stops.find((stop) => stop.step === (narrow ?? current?.step) && stop.sample) ?? stops.findLast((s) => s.sample);
  const press = useCallback((step: number) => {
    setNarrow(step);
    chooseStep(lookedAt(useRunView.getState()) === step ? undefined : step);
  }, []);
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
              share={stop.share}
              step={stop.step}
              text={stop.sample?.text}
              loss={stop.sample ? metricSeries.at(stop.step).validation : Number.NaN}
              planned={steps > 0}
              on={looking && stop.step === current?.step}
              open={open === stop}
              onPress={press}
            />
          </li>
        ))}
      </ol>
      {open?.sample && <p className={styles.reading}>{open.sample.text}</p>}
    </section>
  );
}

interface StopProps {
  share: number;
  step: number;
  /** The sample's; undefined while the run has not come that far. */
  text: string | undefined;
  loss: number;
  planned: boolean;
  on: boolean;
  open: boolean;
  onPress: (step: number) => void;
}

/** Drawn again only when something of its own has changed: the strip looks twice a second. */
const Stop = memo(function Stop({ share, step, text, loss, planned, on, open, onPress }: StopProps) {
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
  if (text === undefined) return <div className={classNames(styles.stop, styles.pending)}>{head}</div>;
  return (
    <button
      type="button"
      aria-pressed={on}
      className={classNames(styles.stop, on && styles.on, open && styles.open)}
      onClick={() => onPress(step)}
    >
      {head}
      <span className={styles.text}>{text.trim() || 'nothing but white space'}</span>
    </button>
  );
});
