import { Label, ProgressBar } from 'react-aria-components';
import { classNames } from './class-names';
import styles from './progress.module.css';

interface Props {
  label: string;
  /** Done so far, in the unit of `total`. */
  value: number;
  /** 0: unknown. */
  total: number;
  /** At the right: "12 of 40 documents"; the percentage by default. */
  said?: string | undefined;
  hideLabel?: boolean;
  className?: string | undefined;
}

export function Progress({ label, value, total, said, hideLabel = false, className }: Props) {
  const unknown = total <= 0;
  return (
    <ProgressBar
      value={unknown ? 0 : value}
      maxValue={unknown ? 1 : total}
      isIndeterminate={unknown}
      className={classNames(styles.progress, className)}
      {...(said === undefined ? {} : { valueLabel: said })}
    >
      {({ percentage, valueText }) => (
        <>
          <span className={hideLabel ? 'visually-hidden' : styles.line}>
            <Label className={styles.label ?? ''}>{label}</Label>
            <span className={styles.said}>{unknown ? said : (said ?? valueText)}</span>
          </span>
          <span className={styles.track}>
            <span
              // Another element, so that the bar does not shrink from one to the other.
              key={unknown ? 'unknown' : 'known'}
              className={classNames(styles.fill, unknown && styles.unknown)}
              style={{ width: unknown ? '30%' : `${percentage ?? 0}%` }}
            />
          </span>
        </>
      )}
    </ProgressBar>
  );
}
