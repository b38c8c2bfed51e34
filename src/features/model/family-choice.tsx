import { Label, Radio, RadioGroup } from 'react-aria-components';
import { models } from '@/ml/models';
import { setModelFamily, useSettingsStore } from '@/state/settings-store';
import { InfoButton } from '@/ui/info-button';
import styles from './family-choice.module.css';

export function FamilyChoice() {
  const id = useSettingsStore((s) => s.model.id);
  const entry = models.get(id);
  return (
    <div className={styles.line}>
      <RadioGroup value={id} onChange={setModelFamily} orientation="horizontal" className={styles.group ?? ''}>
        <Label className="visually-hidden">Family</Label>
        {models.entries.map((family) => (
          <Radio key={family.id} value={family.id} className={styles.family ?? ''}>
            {family.label}
          </Radio>
        ))}
      </RadioGroup>
      <p className={styles.help}>
        {entry.help} <InfoButton about={entry.label} help={entry.help} citation={entry.citation} />
      </p>
    </div>
  );
}
