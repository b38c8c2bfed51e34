import { useState } from 'react';
import type { Counts } from '@/schema/quality';
import { Button } from '@/ui/button';
import { formatCount, formatPercent } from '@/ui/format';
import styles from './quality-counts.module.css';
import type { Behind } from './quality-tab';

interface Props {
  before: Counts;
  after: Counts | undefined;
  onOpen: (behind: Behind) => void;
}

const SHOWN = 7;

/** Kinds with their shares, commonest first; each opens the documents behind it. */
export function QualityCounts({ before, after, onOpen }: Props) {
  const [all, setAll] = useState(false);
  const total = Math.max(
    1,
    before.entries.reduce((sum, { count }) => sum + count, 0),
  );
  const left = new Map(after?.entries.map(({ name, count }) => [name, count]));
  const entries = all ? before.entries : before.entries.slice(0, SHOWN);
  if (before.entries.length === 0) return <p className={styles.none}>none</p>;
  return (
    <>
      <ul className={styles.list}>
        {entries.map(({ name, count, behind, twins }) => {
          const now = left.get(name) ?? 0;
          return (
            <li key={name}>
              <button
                type="button"
                className={styles.entry}
                onClick={() =>
                  onOpen({
                    title: `${before.label}: ${name}`,
                    documents: behind,
                    count: behind.length,
                    ...(twins ? { twins } : {}),
                  })
                }
              >
                <span className={styles.name}>{name}</span>
                <span className={styles.count}>
                  {formatCount(count)}
                  {after && now !== count && ` → ${formatCount(now)}`}
                  <span className={styles.share}> {formatPercent(count / total)}</span>
                </span>
                <span className={styles.track}>
                  <span className={styles.before} style={{ width: `${(100 * count) / total}%` }} />
                  {after && <span className={styles.after} style={{ width: `${(100 * now) / total}%` }} />}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {before.entries.length > SHOWN && (
        <Button variant="quiet" onPress={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${before.entries.length}`}
        </Button>
      )}
    </>
  );
}
