import { useState } from 'react';
import type { ProfileRow } from '@/schema/summarise-profile';
import styles from './profile-table.module.css';
import { milliseconds, percent, rate } from './said';

const COLUMNS = [
  { id: 'ms', label: 'ms', value: (row: ProfileRow) => row.ms },
  { id: 'share', label: 'Share', value: (row: ProfileRow) => row.share },
  { id: 'flops', label: 'GFLOP/s', value: (row: ProfileRow) => row.gigaflopsPerSecond ?? -1 },
  { id: 'bytes', label: 'GB/s', value: (row: ProfileRow) => row.gigabytesPerSecond ?? -1 },
  { id: 'dispatches', label: 'Dispatches', value: (row: ProfileRow) => row.dispatches },
] as const;
type Column = (typeof COLUMNS)[number]['id'];

/** Sums over groups of dispatches, sorted by any column; as they come until one is chosen. */
export function ProfileTable({ label, rows }: { label: string; rows: readonly ProfileRow[] }) {
  const [by, setBy] = useState<Column>();
  const value = COLUMNS.find(({ id }) => id === by)?.value;
  const sorted = value ? [...rows].sort((a, b) => value(b) - value(a)) : rows;
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            {COLUMNS.map((column) => (
              <th key={column.id} scope="col" aria-sort={by === column.id ? 'descending' : 'none'}>
                <button type="button" onClick={() => setBy(by === column.id ? undefined : column.id)}>
                  {column.label}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td>{milliseconds(row.ms)}</td>
              <td className={styles.share}>
                <span className={styles.bar} style={{ width: `${100 * row.share}%` }} aria-hidden />
                {percent(row.share)}
              </td>
              <td>{rate(row.gigaflopsPerSecond)}</td>
              <td>{rate(row.gigabytesPerSecond)}</td>
              <td>{row.dispatches}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
