import { useEffect, useState } from 'react';
import { augmentations } from '@/data/augment';
import type { AugmentAudit } from '@/schema/dataset';
import { augmentPreview, useDataStore } from '@/state/data-store';
import { setAugmentation } from '@/state/data-store-settings';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { formatCount } from '@/ui/format';
import { InfoButton } from '@/ui/info-button';
import { OptionForm } from '@/ui/option-form';
import { Switch } from '@/ui/switch';
import type { AugmentExample, AugmentSetting } from '@/workers/protocol';
import styles from './augmentation-row.module.css';
import { BeforeAfter } from './before-after';
import row from './cleaning-step-row.module.css';

interface Props {
  setting: AugmentSetting;
  seed: number;
  audit: AugmentAudit | undefined;
}

/** One augmentation: its switch, its settings, and what it makes of this corpus. */
export function AugmentationRow({ setting, seed, audit }: Props) {
  const { id, on, options } = setting;
  const { label, help, citation, options: specs } = augmentations.get(id);
  return (
    <li className={styles.row}>
      <div className={row.head}>
        <div className={row.name}>
          <Switch label={label} isSelected={on} onChange={(next) => setAugmentation(id, { on: next })} />
          <InfoButton about={label} help={help} {...(citation === undefined ? {} : { citation })} />
        </div>
        <p className={classNames(row.effect, audit && audit.copies > 0 && row.strong)}>{audit && effectOf(audit)}</p>
      </div>
      <p className={row.help}>{help}</p>
      <div className={row.mores}>
        {on && (
          <details className={row.more}>
            <summary>Settings</summary>
            <OptionForm
              specs={specs}
              values={options}
              columns={2}
              advanced="all"
              onChange={(name, value) => setAugmentation(id, { options: { ...options, [name]: value } })}
            />
          </details>
        )}
        <Preview setting={setting} seed={seed} />
      </div>
    </li>
  );
}

function Preview({ setting, seed }: Pick<Props, 'setting' | 'seed'>) {
  const [open, setOpen] = useState(false);
  const [again, setAgain] = useState(0);
  const steps = useDataStore((s) => s.config.steps);
  const rescued = useDataStore((s) => s.config.rescued);
  const [examples, setExamples] = useState<readonly AugmentExample[]>();
  useEffect(() => {
    if (!open) return;
    let current = true;
    void augmentPreview(setting, seed + again, { steps, rescued })
      .then((found) => current && setExamples(found))
      .catch(() => current && setExamples([]));
    return () => {
      current = false;
    };
  }, [open, setting, seed, again, steps, rescued]);
  return (
    <details className={row.more} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Preview, side by side</summary>
      {examples?.length === 0 && <p className={row.help}>It does not apply to these documents.</p>}
      <ul className={row.examples}>
        {examples?.map((example) => (
          <li key={example.file + example.before}>
            <BeforeAfter {...example} file={`${example.file}: ${example.done}`} />
          </li>
        ))}
      </ul>
      <Button variant="quiet" onPress={() => setAgain(again + 1)}>
        Others
      </Button>
    </details>
  );
}

/** "120 copies, 8 would have been equal, 3 beyond the limit". */
function effectOf({ copies, notApplicable, leftOut }: AugmentAudit): string {
  const parts = [`${formatCount(copies)} ${copies === 1 ? 'copy' : 'copies'}`];
  if (notApplicable > 0) parts.push(`${formatCount(notApplicable)} would have been equal`);
  if (leftOut > 0) parts.push(`${formatCount(leftOut)} beyond the limit`);
  return parts.join(', ');
}
