import { useState } from 'react';
import { decontamination } from '@/data/cleaning/decontamination';
import { describeLeakage } from '@/data/split/describe-split';
import { useDataStore } from '@/state/data-store';
import { setStep } from '@/state/data-store-settings';
import { Button } from '@/ui/button';
import styles from './split-panel.module.css';
import { type Twins, TwinsDialog } from './twins-dialog';

/** How many held-out documents are trained on too, side by side where asked for, and the way to take them out. */
export function LeakageSummary() {
  const dataset = useDataStore((s) => (s.fresh ? s.dataset : undefined));
  const removing = useDataStore((s) => s.config.steps.some(({ id, on }) => on && id === decontamination.id));
  const [twins, setTwins] = useState<Twins>();
  if (!dataset) return null;
  const { leakage } = dataset;
  if (!leakage)
    return (
      <div className={styles.leakage}>
        <p className={styles.quiet}>A block of one document is held out: there are no whole documents to compare.</p>
      </div>
    );
  const found = leakage.exact + (leakage.near ?? 0);
  return (
    <div className={styles.leakage}>
      <p className={found > 0 ? styles.found : undefined}>{describeLeakage(leakage)}</p>
      {leakage.near === undefined && (
        <p className={styles.quiet}>
          Only whole texts were compared, for there are many: the quality report finds near ones too.
        </p>
      )}
      {found > 0 && (
        <div className={styles.buttons}>
          <Button variant="quiet" onPress={() => setTwins({ title: 'Held out and trained on', pairs: leakage.pairs })}>
            Show side by side
          </Button>
          {!removing && (
            <Button variant="quiet" onPress={() => setStep(decontamination.id, { on: true })}>
              Take them out of training
            </Button>
          )}
        </div>
      )}
      <TwinsDialog twins={twins} onClose={() => setTwins(undefined)} />
    </div>
  );
}
