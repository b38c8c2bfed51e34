import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { classNames } from './class-names';
import styles from './field.module.css';
import { formatNumber } from './format';

interface Props {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  /** What an arrow key adds; 1 for integers. `snap` values are multiples of it counted from `min`. */
  step?: number;
  integer?: boolean;
  /** Arrow keys multiply by two instead of adding. */
  log?: boolean;
  unit?: string | undefined;
  help?: string | undefined;
  problem?: string | undefined;
  isDisabled?: boolean;
  /** Beside the label: info, reset. */
  tools?: ReactNode;
  hideLabel?: boolean;
  className?: string | undefined;
}

/** A number that can be typed, in any notation JavaScript reads (1e-5), committed on Enter or on leaving the field. */
export function NumberField(props: Props) {
  const { label, value, onChange, min, max, step, integer = false, log = false, unit, help, problem } = props;
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const typed = draft === undefined ? value : Number(draft.replaceAll(',', '').replaceAll('_', ''));
  const bad =
    draft !== undefined && (draft.trim() === '' || !Number.isFinite(typed))
      ? `"${draft}" is not a number`
      : typed < min || typed > max
        ? `Between ${formatNumber(min)} and ${formatNumber(max)}`
        : undefined;
  const said = bad ?? problem;

  const take = (wanted: number) => {
    const grid = step ?? (integer ? 1 : 0);
    const snapped = grid > 0 ? min + Math.round((wanted - min) / grid) * grid : wanted;
    onChange(Number(Math.min(max, Math.max(min, snapped)).toPrecision(12)));
    setDraft(undefined);
  };
  const commit = () => {
    if (draft === undefined) return;
    if (draft.trim() !== '' && Number.isFinite(typed)) take(typed);
    else setDraft(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setDraft(undefined);
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    const from = Number.isFinite(typed) ? typed : value;
    const nudge = step ?? (integer ? 1 : (max - min) / 100);
    take(log && from > 0 ? from * 2 ** direction : from + direction * nudge);
  };

  return (
    <div className={classNames(styles.field, props.className)}>
      <div className={styles.labelRow}>
        <label htmlFor={id} className={props.hideLabel ? 'visually-hidden' : styles.label}>
          {label}
        </label>
        {unit && !props.hideLabel && <span className={styles.unit}>{unit}</span>}
        {props.tools}
      </div>
      <input
        id={id}
        className={styles.control}
        type="text"
        role="spinbutton"
        inputMode={integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
        value={draft ?? formatNumber(value)}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
        disabled={props.isDisabled}
        aria-valuenow={plain(Number.isFinite(typed) ? typed : value)}
        aria-valuemin={plain(min)}
        aria-valuemax={plain(max)}
        aria-valuetext={unit ? `${formatNumber(value)} ${unit}` : undefined}
        aria-invalid={said !== undefined}
        aria-describedby={said || help ? `${id}-said` : undefined}
      />
      {(said || help) && (
        <p id={`${id}-said`} className={said ? styles.problem : styles.help} aria-live="polite">
          {said ?? help}
        </p>
      )}
    </div>
  );
}

/** ARIA reads decimals only: 1e-12 is written out. The type says number because React's does; the attribute is text all the same. */
const plain = (value: number) => (Math.abs(value) < 1e-6 ? value.toFixed(15).replace(/0+$/, '') : value) as number;
