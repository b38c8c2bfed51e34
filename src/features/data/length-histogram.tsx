import { useDataStore } from '@/state/data-store';
import { formatCompact, formatCount } from '@/ui/format';
import { Panel } from '@/ui/panel';
import styles from './length-histogram.module.css';

/** How long documents are, in characters: bars to see, a table to read. */
export function LengthHistogram() {
  const lengths = useDataStore((s) => s.report?.lengths);
  if (!lengths || lengths.counts.length === 0) return null;
  const most = Math.max(1, ...lengths.counts);
  const range = (i: number) => {
    const from = lengths.edges[i] ?? 0;
    const to = lengths.edges[i + 1] ?? from;
    return `${formatCount(from)} to ${formatCount(to)}`;
  };
  const peak = lengths.counts.indexOf(most);
  return (
    <Panel title="Document lengths" aside="characters">
      <div className={styles.chart} aria-hidden="true">
        {lengths.counts.map((count, i) => (
          <span key={lengths.edges[i]} className={styles.slot} title={`${range(i)}: ${formatCount(count)}`}>
            {/* A bin that is not empty is never invisible. */}
            <span className={styles.bar} style={{ height: count === 0 ? 0 : `max(2px, ${(100 * count) / most}%)` }} />
          </span>
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        <span>{formatCompact(lengths.edges[0] ?? 0)}</span>
        <span>{formatCompact(lengths.edges.at(-1) ?? 0)}</span>
      </div>
      <p className={styles.said}>
        Commonest: {range(peak)} characters, {formatCount(most)} {most === 1 ? 'document' : 'documents'}.
      </p>
      <table className="visually-hidden">
        <caption>Documents by length in characters</caption>
        <thead>
          <tr>
            <th scope="col">Characters</th>
            <th scope="col">Documents</th>
          </tr>
        </thead>
        <tbody>
          {lengths.counts.map((count, i) => (
            <tr key={lengths.edges[i]}>
              <th scope="row">{range(i)}</th>
              <td>{formatCount(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
