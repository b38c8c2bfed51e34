import { cleaningSteps } from '@/data/cleaning';
import type { PrepareConfig, StepAudit } from '@/schema/dataset';
import { useDataStore } from '@/state/data-store';
import { setStep } from '@/state/data-store-settings';
import { lookAfter } from '@/state/quality-store';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { formatCount } from '@/ui/format';
import { InfoButton } from '@/ui/info-button';
import { OptionForm } from '@/ui/option-form';
import { Switch } from '@/ui/switch';
import { BeforeAfter } from './before-after';
import styles from './cleaning-step-row.module.css';

interface Props {
  step: PrepareConfig['steps'][number];
  /** Shows the report of quality, where it can be had: in the pipeline. */
  onQuality?: () => void;
}

export function CleaningStepRow({ step, onQuality }: Props) {
  const entry = cleaningSteps.get(step.id);
  const fresh = useDataStore((s) => s.fresh);
  const audit = useDataStore((s) => s.dataset?.audit.find((a) => a.id === step.id));
  const shown = fresh && step.on ? audit : undefined;
  return (
    <div className={styles.step}>
      <div className={styles.head}>
        <div className={styles.name}>
          <Switch label={entry.label} isSelected={step.on} onChange={(on) => setStep(step.id, { on })} />
          <InfoButton about={entry.label} help={entry.help} citation={entry.citation} />
        </div>
        <p className={classNames(styles.effect, shown && touched(shown) && styles.strong)}>
          {!step.on ? 'off' : shown ? effectOf(shown) : '–'}
        </p>
      </div>
      <p className={styles.help}>{entry.help}</p>
      <div className={styles.mores}>
        {step.on && onQuality && (
          <Button
            variant="quiet"
            className={styles.look}
            aria-label={`Quality after ${entry.label}`}
            onPress={() => {
              lookAfter(step.id);
              onQuality();
            }}
          >
            Quality after this step
          </Button>
        )}
        {step.on && Object.keys(entry.options).length > 0 && (
          <details className={styles.more}>
            <summary>Settings</summary>
            <OptionForm
              specs={entry.options}
              values={step.options}
              columns={2}
              advanced="all"
              onChange={(name, value) => setStep(step.id, { options: { ...step.options, [name]: value } })}
            />
          </details>
        )}
        {shown && shown.examples.length > 0 && (
          <details className={styles.more}>
            <summary>
              {shown.examples.length === 1 ? 'An example' : `${shown.examples.length} examples`}, before and after
            </summary>
            <ul className={styles.examples}>
              {shown.examples.map((example) => (
                <li key={example.file + example.before}>
                  <BeforeAfter {...example} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}

const touched = (audit: StepAudit) => audit.changed > 0 || Object.values(audit.dropped).some((n) => n > 0);

/** "changed 12, dropped 3 (duplicate)". */
export function effectOf({ changed, dropped }: Pick<StepAudit, 'changed' | 'dropped'>): string {
  const reasons = Object.entries(dropped).filter(([, n]) => n > 0);
  const total = reasons.reduce((sum, [, n]) => sum + n, 0);
  const parts: string[] = [];
  if (changed > 0) parts.push(`changed ${formatCount(changed)}`);
  if (total > 0) {
    const why =
      reasons.length === 1 ? reasons[0]?.[0] : reasons.map(([reason, n]) => `${reason} ${formatCount(n)}`).join(', ');
    parts.push(`dropped ${formatCount(total)} (${why})`);
  }
  return parts.length > 0 ? parts.join(', ') : 'nothing to do';
}
