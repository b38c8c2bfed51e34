import { useId, useMemo } from 'react';
import { classNames } from './class-names';
import field from './field.module.css';
import { formatNumber } from './format';
import styles from './slider.module.css';
import { nearestStop, sliderStops } from './slider-stops';

interface Props {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  step?: number | undefined;
  integer?: boolean;
  scale?: 'linear' | 'log' | undefined;
  unit?: string | undefined;
  /** What is read and shown as the value; the number with its unit by default. */
  format?: (value: number) => string;
  hideLabel?: boolean;
  isDisabled?: boolean;
  className?: string | undefined;
}

/** A native range input over round stops, so that every arrow key lands on a sensible value, linear or logarithmic. */
export function Slider(props: Props) {
  const { label, value, onChange, min, max, step, integer, scale, unit, hideLabel = false } = props;
  const id = useId();
  const stops = useMemo(() => sliderStops({ min, max, step, integer, scale }), [min, max, step, integer, scale]);
  const at = nearestStop(stops, value);
  const said = props.format?.(value) ?? (unit ? `${formatNumber(value)} ${unit}` : formatNumber(value));
  return (
    <div className={classNames(field.field, props.className)}>
      {!hideLabel && (
        <div className={field.labelRow}>
          <label htmlFor={id} className={field.label}>
            {label}
          </label>
          <output htmlFor={id} className={styles.value}>
            {said}
          </output>
        </div>
      )}
      <input
        id={id}
        type="range"
        className={styles.range}
        style={{ '--travel': `${(100 * at) / Math.max(1, stops.length - 1)}%` }}
        min={0}
        max={stops.length - 1}
        step={1}
        value={at}
        disabled={props.isDisabled}
        onChange={(event) => {
          const next = stops[Number(event.target.value)];
          if (next !== undefined) onChange(next);
        }}
        aria-label={hideLabel ? label : undefined}
        aria-valuetext={said}
      />
    </div>
  );
}
