import type { Profile } from '@/schema/profile';
import type { ProfileSummary } from '@/schema/summarise-profile';
import { formatBytes, formatCount } from '@/ui/format';
import { Stat, StatRow } from '@/ui/stat';
import styles from './profile-numbers.module.css';
import { milliseconds, rate } from './said';

/** The step as a whole, and how far the times can be trusted. */
export function ProfileNumbers({ profile, summary: { total } }: { profile: Profile; summary: ProfileSummary }) {
  const { memory } = profile;
  const bytes = memory.arenaBytes + memory.constantBytes + memory.externalBytes;
  return (
    <StatRow className={styles.numbers}>
      <Stat label="A step" size="large" value={milliseconds(profile.stepMs)} unit="ms" note={profile.device.name} />
      <Stat
        label="Dispatches"
        size="large"
        value={formatCount(total.dispatches)}
        note={`${milliseconds(total.ms)} ms one by one, ${howTimed(profile)}`}
      />
      <Stat
        label="Arithmetic"
        size="large"
        value={rate(total.gigaflopsPerSecond)}
        unit="GFLOP/s"
        note="over all that was timed"
      />
      <Stat
        label="GPU memory"
        size="large"
        value={formatBytes(bytes)}
        note={`${formatBytes(memory.externalBytes)} weights and optimizer`}
      />
    </StatRow>
  );
}

function howTimed({ timing }: Profile): string {
  switch (timing.how) {
    case 'timestamps':
      return `medians of ${timing.replays} replays by the GPU’s clock`;
    case 'averaged timestamps':
      return `means of ${timing.replays} replays, as this GPU’s clock is coarse`;
    case 'repeated dispatches':
      return 'each repeated and waited for: this adapter has no clock of its own';
  }
}
