import { useDataStore } from '@/state/data-store';
import styles from './clean-tab.module.css';
import { CleaningStepRow } from './cleaning-step-row';

/** Every rule with its effect in plain counts, before and after, and a switch that undoes it. */
export function CleanTab() {
  const steps = useDataStore((s) => s.config.steps);
  return (
    <div className={styles.tab}>
      <p className={styles.lead}>
        Steps run from top to bottom. Switching one off undoes what it did; sources are never changed.
      </p>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <CleaningStepRow key={step.id} step={step} />
        ))}
      </ol>
    </div>
  );
}
