import type { Distribution } from '@/schema/quality';
import { formatCount, formatMeasure, formatNumber } from '@/ui/format';
import styles from './quality-bars.module.css';
import type { Behind } from './quality-tab';

interface Props {
  before: Distribution;
  after: Distribution | undefined;
  onOpen: (behind: Behind) => void;
}

/** Bars of what came in, filled as far as cleaning leaves them, with the lines that rules draw. Each bar opens the documents behind it. */
export function QualityBars({ before, after, onOpen }: Props) {
  const most = Math.max(1, ...before.counts, ...(after?.counts ?? []));
  const left = countsAt(before, after);
  const share = (count: number) => (count === 0 ? 0 : `max(2px, ${(100 * count) / most}%)`);
  return (
    <>
      <div className={styles.chart}>
        {before.counts.map((count, i) => {
          const range = rangeOf(before, i);
          const said = `${range} ${before.unit}: ${formatCount(count)}${left ? `, ${formatCount(left[i] ?? 0)} left` : ''}`;
          return (
            <button
              key={before.edges[i]}
              type="button"
              className={styles.slot}
              title={said}
              aria-label={said}
              disabled={count === 0}
              onClick={() =>
                onOpen({ title: `${before.label}: ${range} ${before.unit}`, documents: before.behind[i] ?? [], count })
              }
            >
              <span className={styles.before} style={{ height: share(count) }} />
              {left && <span className={styles.after} style={{ height: share(left[i] ?? 0) }} />}
            </button>
          );
        })}
        {before.thresholds.map(({ value, rule, drops }) => (
          <span
            key={rule + drops + value}
            className={styles.threshold}
            style={{ left: `${100 * placeOf(before, value)}%` }}
            title={`${rule}: drops ${drops} ${formatNumber(value)}`}
          />
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        <span>{formatMeasure(before.edges[0] ?? 0)}</span>
        <span>median {formatMeasure(before.median)}</span>
        <span>{formatMeasure(before.edges.at(-1) ?? 0)}</span>
      </div>
      {before.thresholds.length > 0 && (
        <p className={styles.rules}>
          {before.thresholds
            .map(({ rule, drops, value }) => `${rule} drops ${drops} ${formatNumber(value)}`)
            .join('; ')}
          .
        </p>
      )}
    </>
  );
}

const rangeOf = ({ edges }: Distribution, i: number) =>
  `${formatMeasure(edges[i] ?? 0)} to ${formatMeasure(edges[i + 1] ?? 0)}`;

/** What is left in each bar of `before`: both have parts of the same edges. */
function countsAt(before: Distribution, after: Distribution | undefined): readonly number[] | undefined {
  if (!after) return undefined;
  const byEdge = new Map(after.counts.map((count, i) => [after.edges[i], count]));
  return before.counts.map((_, i) => byEdge.get(before.edges[i] ?? 0) ?? 0);
}

/** How far along the axis a value stands, 0 to 1: bars are equally wide whatever they span. */
function placeOf({ edges }: Distribution, value: number): number {
  const bars = edges.length - 1;
  const bar = Math.min(
    bars - 1,
    Math.max(
      0,
      edges.findLastIndex((edge) => edge <= value),
    ),
  );
  const [from, to] = [edges[bar] ?? 0, edges[bar + 1] ?? 1];
  return (bar + Math.min(1, Math.max(0, (value - from) / (to - from)))) / bars;
}
