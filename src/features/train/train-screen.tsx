import { memo } from 'react';
import { isOn, useRunStore } from '@/state/run-store';
import { classNames } from '@/ui/class-names';
import { Screen } from '@/ui/screen';
import { GrowthStrip } from './growth-strip';
import { LossPanel } from './loss-panel';
import { RunLog } from './run-log';
import { SamplePane } from './sample-pane';
import { SmallMultiples } from './small-multiples';
import { TrainActions } from './train-actions';
import { TrainLead } from './train-lead';
import { TrainNumbers } from './train-numbers';
import { TrainProblems } from './train-problems';
import styles from './train-screen.module.css';
import { TrainSettings } from './train-settings';
import { VerdictPanel } from './verdict-panel';

/** Settings at the left, the curve in the middle, samples at the right, how the model grew below. */
export const TrainScreen = memo(function TrainScreen() {
  const finished = useRunStore((s) => s.status.phase === 'finished');
  const before = useRunStore((s) => s.status.runId === '' && !isOn(s.status.phase));
  return (
    <Screen title="Train" width="wide" lead={LEAD} action={ACTION} className={styles.screen}>
      <TrainProblems />
      {finished && <VerdictPanel />}
      <div className={classNames(styles.grid, before && styles.before)}>{PARTS}</div>
    </Screen>
  );
});

// The same elements always: a run that begins or ends draws none of them anew. What changes while it is on lies in the parts.
const LEAD = <TrainLead />;
const ACTION = <TrainActions />;
const PARTS = (
  <>
    <TrainSettings className={styles.settings} />
    <TrainNumbers className={styles.numbers} />
    <LossPanel className={styles.chart} />
    <div className={styles.aside}>
      <SamplePane className={styles.sample} />
      <RunLog className={styles.log} />
    </div>
    <SmallMultiples className={styles.multiples} />
    <GrowthStrip className={styles.strip} />
  </>
);
