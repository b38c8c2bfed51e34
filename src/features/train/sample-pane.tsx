import { ChevronLeft, ChevronRight } from 'lucide-react';
import { metricSeries } from '@/state/metric-series';
import { isOn, useRunStore } from '@/state/run-store';
import { chooseStep, lookedAt, useRunView } from '@/state/run-store-view';
import { useSourceValue } from '@/ui/chart/use-source';
import { IconButton } from '@/ui/icon-button';
import { Panel } from '@/ui/panel';
import { sampleAt } from './growth-stops';
import { saidLoss, saidStep } from './said';
import styles from './sample-pane.module.css';

/** What the model writes: now, or at the step that is looked at. */
export function SamplePane({ className }: { className?: string | undefined }) {
  const samples = useSourceValue(metricSeries, 500, () => metricSeries.samples);
  // The sample, not the step: a crosshair that moves on within one draws nothing here.
  const sample = useRunView((view) => sampleAt(samples, lookedAt(view)));
  const on = useRunStore((s) => isOn(s.status.phase));
  const index = sample ? samples.indexOf(sample) : -1;
  const go = (by: number) => chooseStep(samples[index + by]?.step);
  const loss = useSourceValue(metricSeries, 500, () => (sample ? metricSeries.at(sample.step).validation : Number.NaN));
  return (
    <Panel
      title="Sample"
      aside={
        sample ? `step ${saidStep(sample.step)}${Number.isFinite(loss) ? `, loss ${saidLoss(loss)}` : ''}` : undefined
      }
      actions={
        samples.length > 1 && (
          <>
            <IconButton label="Earlier sample" isDisabled={index <= 0} onPress={() => go(-1)}>
              <ChevronLeft size={18} aria-hidden />
            </IconButton>
            <IconButton label="Later sample" isDisabled={index >= samples.length - 1} onPress={() => go(1)}>
              <ChevronRight size={18} aria-hidden />
            </IconButton>
          </>
        )
      }
      className={`${styles.pane} ${className ?? ''}`}
    >
      {sample ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className={styles.text} tabIndex={0} aria-label={`Sample of step ${sample.step}`}>
          {sample.prompt && <b>{sample.prompt}</b>}
          {sample.text}
        </section>
      ) : (
        <p className={styles.none}>
          {on
            ? 'The first sample comes with step 0, from weights that have learned nothing.'
            : 'While it trains, the model writes here.'}
        </p>
      )}
    </Panel>
  );
}
