import { Label, Radio, RadioGroup } from 'react-aria-components';
import { exporters } from '@/export';
import styles from './format-choice.module.css';

export function FormatChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  return (
    <RadioGroup value={value} onChange={onChange} className={styles.group ?? ''}>
      <Label className={styles.label ?? ''}>Format</Label>
      {exporters.entries.map((entry) => (
        <Radio key={entry.id} value={entry.id} className={styles.format ?? ''}>
          <b>{entry.label}</b>
          <span>{entry.help}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
