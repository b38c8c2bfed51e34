import { cleaningSteps } from '@/data/cleaning';
import { useDataStore } from '@/state/data-store';
import { setStep } from '@/state/data-store-settings';
import { InfoButton } from '@/ui/info-button';
import { Panel } from '@/ui/panel';
import { Switch } from '@/ui/switch';
import styles from './unused-steps.module.css';

/** What else there is: a switch puts it to its place among the steps. */
export function UnusedSteps() {
  const steps = useDataStore((s) => s.config.steps);
  const off = steps.filter(({ on }) => !on);
  if (off.length === 0) return null;
  return (
    <Panel title="More steps" aside={`${off.length} off`}>
      <ul className={styles.list}>
        {off.map(({ id }) => {
          const { label, help, citation } = cleaningSteps.get(id);
          return (
            <li key={id} className={styles.step}>
              <Switch label={label} isSelected={false} onChange={(on) => setStep(id, { on })} />
              <InfoButton about={label} help={help} citation={citation} />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
