import type { Filled } from '@/schema/dataset';
import { useDataStore } from '@/state/data-store';
import { formatCount } from '@/ui/format';
import { Panel } from '@/ui/panel';
import styles from './filled-values.module.css';

/** What now stands where values were missing, and what it was learnt from. */
export function FilledValues() {
  const filled = useDataStore((s) => (s.fresh ? s.dataset?.filled : undefined));
  if (!filled || filled.length === 0) return null;
  return (
    <Panel title="Filled in" aside="learnt from training rows only">
      <ul className={styles.list}>
        {filled.map((one) => (
          <li key={one.column} className={styles.row}>
            <span className={styles.column}>{one.column}</span>
            <span>{wordsOf(one)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function wordsOf({ rows, how, value, from }: Filled): string {
  const where = `in ${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`;
  if (how === 'mark') return `marked as missing ${where}: no value comes twice`;
  return `${value}, the ${how === 'median' ? 'median' : 'commonest value'} of ${formatCount(from ?? 0)} training rows, ${where}`;
}
