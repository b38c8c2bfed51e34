import { Label, Radio, RadioGroup } from 'react-aria-components';
import { models } from '@/ml/models';
import { parameterCount } from '@/ml/models/estimate';
import { useDataStore } from '@/state/data-store';
import { expectedVocabulary } from '@/state/journey-readiness';
import { applyPreset, useSettingsStore } from '@/state/settings-store';
import { formatCompact } from '@/ui/format';
import { presetBase } from './preset-base';
import styles from './preset-cards.module.css';

/** Sizes with what each promises, and the parameters it has with this corpus's vocabulary. */
export function PresetCards() {
  const model = useSettingsStore((s) => s.model);
  const presetId = useSettingsStore((s) => s.presetId);
  const vocabularySize = useDataStore(expectedVocabulary) ?? 1024;
  const entry = models.get(model.id);
  const base = presetBase(entry, presetId);
  const changed = Object.keys(base).some((name) => base[name] !== model.options[name]);
  return (
    <RadioGroup value={changed ? '' : presetId} onChange={(id) => applyPreset(id)} className={styles.group ?? ''}>
      <Label className="visually-hidden">Size</Label>
      {entry.presets.map((preset) => {
        const shape = { options: presetBase(entry, preset.id), vocabularySize };
        return (
          <Radio key={preset.id} value={preset.id} className={styles.card ?? ''}>
            <span className={styles.head}>
              {/* Labels carry a nominal size; the count beside is the one on this corpus. */}
              <span className={styles.name}>{preset.label.split(',')[0]}</span>
              <span className={styles.count}>{formatCompact(parameterCount(entry, shape))}</span>
            </span>
            <span className={styles.promise}>{preset.promise}</span>
            {changed && preset.id === presetId && <span className={styles.changed}>changed by hand</span>}
          </Radio>
        );
      })}
    </RadioGroup>
  );
}
