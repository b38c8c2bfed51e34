import { memo } from 'react';
import styles from './chart.module.css';
import { type Curve, lastValue, type Reference } from './curve';
import type { Domain } from './domain';
import { keepApart, type Place } from './place';

interface Props {
  curves: readonly Curve[];
  references: readonly Reference[];
  place: Place;
  domain: Domain;
  format: (value: number) => string;
}

const GAP = 27;

/** The name and last value of each curve at its end, references at theirs: no legend to look up. */
export const EndLabels = memo(function EndLabels({ curves, references, place, domain, format }: Props) {
  const labels = [
    ...curves.flatMap((curve) => {
      const value = lastValue(curve);
      return curve.label === undefined || value === undefined
        ? []
        : [{ name: curve.label, value, color: curve.color, quiet: false }];
    }),
    ...references.map(({ label, value }) => ({ name: label, value, color: 'var(--ink-quiet)', quiet: true })),
  ].filter(({ value }) => value >= domain[0] * 0.999 && value <= domain[1] * 1.001);
  const tops = keepApart(
    labels.map(({ value }) => place.y(value)),
    GAP,
    place.top + 6,
    place.top + place.height - 10,
  );
  return (
    <div aria-hidden className={styles.ends}>
      {labels.map(({ name, value, color, quiet }, i) => (
        <span
          key={name}
          className={quiet ? styles.endQuiet : styles.end}
          style={{ left: place.left + place.width + 8, top: tops[i] ?? 0, '--mark': color }}
        >
          <b>{format(value)}</b>
          <i>{name}</i>
        </span>
      ))}
    </div>
  );
});
