import type { ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './stat.module.css';

interface Props {
  label: string;
  value: ReactNode;
  unit?: string | undefined;
  /** Below, quiet: what it means or compares to. */
  note?: ReactNode;
  size?: 'regular' | 'large';
  /** CSS colour of a small mark before the label, for a series' number. */
  mark?: string | undefined;
  className?: string | undefined;
}

/** A number one watches. Put several inside `<StatRow>`. */
export function Stat({ label, value, unit, note, size = 'regular', mark, className }: Props) {
  return (
    <div className={classNames(styles.stat, styles[size], className)}>
      <dt className={styles.label}>
        {mark !== undefined && <span className={styles.mark} style={{ background: mark }} aria-hidden />}
        {label}
      </dt>
      <dd className={styles.value}>
        {value}
        {unit !== undefined && <span className={styles.unit}> {unit}</span>}
      </dd>
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}

export function StatRow({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <dl className={classNames(styles.row, className)}>{children}</dl>;
}
