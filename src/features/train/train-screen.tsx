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

/**
 * Settings at the left, the curve in the middle, samples at the right, how the model grew below. Drawn once: what changes while a run is on
 * lies in the parts.
 */
export const TrainScreen = memo(function TrainScreen() {
  const phase = useRunStore((s) => s.status.phase);
  const shown = useRunStore((s) => s.status.runId !== '');
  return (
    <Screen title="Train" width="wide" lead={<TrainLead />} action={<TrainActions />} className={styles.screen}>
      <TrainProblems />
      {phase === 'finished' && <VerdictPanel />}
      <div className={classNames(styles.grid, !shown && !isOn(phase) && styles.before)}>
        <TrainSettings className={styles.settings} />
        <TrainNumbers className={styles.numbers} />
        <LossPanel className={styles.chart} />
        <div className={styles.aside}>
          <SamplePane className={styles.sample} />
          <RunLog className={styles.log} />
        </div>
        <SmallMultiples className={styles.multiples} />
        <GrowthStrip className={styles.strip} />
      </div>
    </Screen>
  );
});
