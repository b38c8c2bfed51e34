import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import type { NumberSpec } from '@/base/options';
import { formatCount } from '@/ui/format';
import { nearestStop, sliderStops } from '@/ui/slider-stops';
import styles from './stack-handle.module.css';

interface Props {
  label: string;
  value: number;
  spec: NumberSpec;
  axis: 'horizontal' | 'vertical';
  onChange: (value: number) => void;
}

/** Pixels of dragging for one stop. */
const PIXELS = 14;

/** A grip on the drawing: a slider for the keyboard and for assistive technology, a thing to drag for the pointer. */
export function StackHandle({ label, value, spec, axis, onChange }: Props) {
  const { min, max, step, scale } = spec;
  // Small whole numbers go one by one: every count of layers and heads is a stop.
  const stops = useMemo(
    () =>
      max <= 64
        ? Array.from({ length: max - min + 1 }, (_, i) => min + i)
        : sliderStops({ min, max, step, scale, integer: true }),
    [min, max, step, scale],
  );
  const drag = useRef<{ from: number; stop: number }>(undefined);
  const go = (to: number) => {
    const next = stops[Math.min(stops.length - 1, Math.max(0, to))];
    if (next !== undefined && next !== value) onChange(next);
  };
  const at = nearestStop(stops, value);
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: at + 1,
      ArrowRight: at + 1,
      ArrowDown: at - 1,
      ArrowLeft: at - 1,
      PageUp: at + 4,
      PageDown: at - 4,
      Home: 0,
      End: stops.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const along = (event: PointerEvent) => (axis === 'horizontal' ? event.clientX : -event.clientY);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: along(event), stop: at };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) go(drag.current.stop + Math.round((along(event) - drag.current.from) / PIXELS));
  };
  const release = () => {
    drag.current = undefined;
  };
  const said = spec.unit ? `${formatCount(value)} ${spec.unit}` : formatCount(value);
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={said}
      className={styles.handle}
      data-axis={axis}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <span className={styles.grip} />
      <span className={styles.label}>
        {label} <strong>{formatCount(value)}</strong>
      </span>
    </div>
  );
}
