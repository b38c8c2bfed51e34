import { cleaningSteps } from '@/data/cleaning';
import { useDataStore } from '@/state/data-store';
import { lookAfter, useQualityStore } from '@/state/quality-store';
import { Select } from '@/ui/select';
import styles from './quality-tab.module.css';

const END = 'end';

/** After which step of the pipeline the documents are looked at. */
export function QualityPlace() {
  const all = useDataStore((s) => s.config.steps);
  const place = useQualityStore((s) => s.place);
  const steps = all.filter(({ on }) => on);
  if (steps.length < 2) return null;
  return (
    <Select
      label="Compare with"
      hideLabel
      className={styles.place}
      value={steps.some(({ id }) => id === place) ? (place ?? END) : END}
      onChange={(id) => lookAfter(id === END ? undefined : id)}
      choices={[
        { id: END, label: 'After all steps' },
        ...steps.map(({ id }, i) => ({ id, label: `After step ${i + 1}: ${cleaningSteps.get(id).label}` })),
      ]}
    />
  );
}
