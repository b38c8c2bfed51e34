import type { ProfileSummary } from '@/schema/summarise-profile';
import styles from './kernel-counts.module.css';

/** How many dispatches of each kernel a step has. */
export function KernelCounts({ kinds }: { kinds: ProfileSummary['byKind'] }) {
  const most = Math.max(1, ...kinds.map(({ dispatches }) => dispatches));
  return (
    <dl className={styles.list}>
      {kinds.map(({ name, dispatches }) => (
        <div key={name} className={styles.row}>
          <dt>{name}</dt>
          <dd>
            <span className={styles.bar} style={{ width: `${(70 * dispatches) / most}%` }} aria-hidden />
            {dispatches}
          </dd>
        </div>
      ))}
    </dl>
  );
}
