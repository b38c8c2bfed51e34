import { Table2 } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { metricSeries } from '@/state/metric-series';
import { useRunStore } from '@/state/run-store';
import { chooseStep, setScale, setSmoothing, useLookedAt, useRunView } from '@/state/run-store-view';
import { useParts } from '@/ui/chart/use-parts';
import { useSource, useSourceValue } from '@/ui/chart/use-source';
import { classNames } from '@/ui/class-names';
import { Slider } from '@/ui/slider';
import { BeforeFirstPoint } from './before-first-point';
import { LossChart } from './loss-chart';
import styles from './loss-panel.module.css';
import { LossTable } from './loss-table';
import { saidLoss, saidStep } from './said';

/** Both losses in one picture, with how to look at them. */
export function LossPanel({ className }: { className?: string | undefined }) {
  const [table, setTable] = useState(false);
  // Deferred: what comes with the first point is mounted in slices.
  const empty = useDeferredValue(
    useSourceValue(metricSeries, 500, () => metricSeries.steps.length + metricSeries.evaluations.length === 0),
  );
  const shown = useRunStore((s) => s.status.runId);
  return (
    <section aria-labelledby="loss-title" className={classNames(styles.panel, className)}>
      <header className={styles.head}>
        <h2 id="loss-title">
          Loss <span className={styles.unit}>nats per token</span>
        </h2>
        {!empty && <Tools table={table} onTable={setTable} />}
      </header>
      {!empty && <ReadOut />}
      <div className={styles.body}>
        {empty ? <BeforeFirstPoint /> : table ? <LossTable /> : <LossChart key={shown} />}
      </div>
    </section>
  );
}

/** How the picture is drawn. Mounted in a turn of its own, after the first point is there to see. */
function Tools({ table, onTable }: { table: boolean; onTable: (table: boolean) => void }) {
  const scale = useRunView((v) => v.scale);
  const parts = useParts(2);
  if (parts === 1) return null;
  return (
    <div className={styles.tools}>
      <Smoothing />
      <ToggleButton
        isSelected={scale === 'log'}
        onChange={(log) => setScale(log ? 'log' : 'linear')}
        className={styles.toggle ?? ''}
      >
        Log axis
      </ToggleButton>
      <ToggleButton isSelected={table} onChange={onTable} aria-label="Show as a table" className={styles.toggle ?? ''}>
        <Table2 size={16} aria-hidden />
      </ToggleButton>
    </div>
  );
}

/** The losses at the crosshair; without one, the last. Always there, so that nothing moves when it changes. */
function ReadOut() {
  const step = useLookedAt();
  const pinned = useRunView((v) => v.chosen !== undefined);
  useSource(metricSeries, 250);
  const at = metricSeries.at(step);
  return (
    <p className={styles.readout}>
      <span>
        {step === undefined ? 'Last, step' : 'Step'} {saidStep(at.step)}
      </span>
      <span className={styles.train}>
        training {saidLoss(at.training)}, smoothed {saidLoss(at.smoothed)}
      </span>
      <span className={styles.validation}>validation {saidLoss(at.validation)}</span>
      {pinned && (
        <button type="button" className={styles.release} onClick={() => chooseStep(undefined)}>
          Back to the last
        </button>
      )}
    </p>
  );
}

function Smoothing() {
  const weight = useSourceValue(metricSeries, 500, () => metricSeries.smoothingWeight);
  return (
    <div className={styles.smoothing}>
      <span aria-hidden className={styles.smoothingLabel}>
        Smoothing {weight}
      </span>
      <Slider
        label="Smoothing of the training loss"
        hideLabel
        value={weight}
        onChange={setSmoothing}
        min={0}
        max={0.99}
        step={0.01}
      />
    </div>
  );
}
