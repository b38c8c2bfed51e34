import { ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Disclosure, DisclosurePanel, Heading, Button as Trigger } from 'react-aria-components';
import { optimizers } from '@/ml/optimizers';
import { schedules } from '@/ml/schedules';
import { trainingOptions } from '@/ml/trainer/options';
import { useDeviceStore } from '@/state/device-store';
import { useMissingForTraining } from '@/state/journey-readiness';
import { goTo } from '@/state/journey-route';
import { isOn, trainAgain, useRunStore } from '@/state/run-store';
import { changesBetween } from '@/state/run-store-changes';
import {
  buildRunConfig,
  setOptimizer,
  setOptimizerOption,
  setRunName,
  setSchedule,
  setScheduleOption,
  setTrainingOption,
  useSettingsStore,
} from '@/state/settings-store';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { OptionForm } from '@/ui/option-form';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import styles from './train-settings.module.css';

const ALL = {};
const WITHOUT_HALF = { mixedPrecision: 'This device computes in 32 bits only (no shader-f16).' };

/** How the next run trains. While one is on, changes are offered as another run: a run never changes under way. */
export function TrainSettings({ className }: { className?: string | undefined }) {
  const name = useSettingsStore((s) => s.name);
  const training = useSettingsStore((s) => s.training);
  const optimizer = useSettingsStore((s) => s.optimizer);
  const schedule = useSettingsStore((s) => s.schedule);
  // Until the device is known it may have them.
  const hasHalf = useDeviceStore(({ report }) => report?.features.includes('shader-f16') ?? true);
  const scheduleEntry = schedules.get(schedule.id);
  return (
    <section aria-labelledby="settings-title" className={classNames(styles.panel, className)}>
      <h2 id="settings-title" className={styles.title}>
        Settings
      </h2>
      <Changes />
      <div className={styles.scroll}>
        <TextField label="Run name" value={name} onChange={setRunName} placeholder="Named by what changes" />
        <OptionForm
          specs={trainingOptions}
          values={training}
          onChange={setTrainingOption}
          unavailable={hasHalf ? ALL : WITHOUT_HALF}
        />
        <More title="Schedule">
          <Select
            label="Learning rate schedule"
            value={schedule.id}
            onChange={setSchedule}
            choices={schedules.entries.map(({ id, label, help }) => ({ id, label, help }))}
          />
          <OptionForm
            advanced="all"
            specs={scheduleEntry.options}
            values={schedule.options}
            onChange={setScheduleOption}
          />
        </More>
        <More title="Optimizer">
          <Select
            label="Optimizer"
            value={optimizer.id}
            onChange={setOptimizer}
            choices={optimizers.entries.map(({ id, label, help }) => ({ id, label, help }))}
          />
          <OptionForm
            advanced="all"
            specs={optimizers.get(optimizer.id).options}
            values={optimizer.options}
            onChange={setOptimizerOption}
          />
        </More>
        <p className={styles.profile}>
          <Button variant="quiet" onPress={() => goTo('profile')}>
            Profile a step
          </Button>
        </p>
      </div>
    </section>
  );
}

function More({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Disclosure className={styles.more ?? ''}>
      <Heading level={3}>
        <Trigger slot="trigger" className={styles.trigger ?? ''}>
          <ChevronRight size={16} aria-hidden />
          {title}
        </Trigger>
      </Heading>
      <DisclosurePanel>
        <div className={styles.options}>{children}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}

/** What the settings on the screen change of the run on the screen. */
function Changes() {
  const settings = useSettingsStore();
  const run = useRunStore((s) => s.config);
  const on = useRunStore((s) => isOn(s.status.phase));
  const missing = useMissingForTraining();
  const changes = useMemo(() => {
    void settings;
    return run ? changesBetween(run, buildRunConfig()) : [];
  }, [settings, run]);
  if (!run || changes.length === 0) return null;
  const first = changes.slice(0, 3).map(({ label, from, to }) => `${label} ${from} to ${to}`);
  return (
    <div className={styles.changes}>
      <p>
        {first.join(', ')}
        {changes.length > 3 && `, ${changes.length - 3} more`}
      </p>
      <Button isDisabled={missing !== undefined} onPress={() => void trainAgain()}>
        Train again with changes
      </Button>
      {on && <p className={styles.quiet}>Stops this run; its best checkpoint and curve are kept.</p>}
    </div>
  );
}
