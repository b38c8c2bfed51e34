import { type KeyboardEvent, useRef } from 'react';
import styles from './chart.module.css';
import { type Curve, valueAt } from './curve';
import type { Domain } from './domain';
import type { Place } from './place';

interface Props {
  label: string;
  curves: readonly Curve[];
  place: Place;
  x: Domain;
  y: Domain;
  step: number | undefined;
  chosen: number | undefined;
  onStep: (step: number | undefined) => void;
  onChoose: ((step: number | undefined) => void) | undefined;
  snap: (step: number) => number;
  describeStep: (step: number) => string;
  format: (step: number) => string;
  bare: boolean;
}

/** A slider over the steps that were measured, lying on the picture: moves by pointer, finger and keys; a press chooses, Escape lets go. */
export function Crosshair(props: Props) {
  const { label, curves, place, x, y, step, chosen, onStep, onChoose, snap, describeStep, format } = props;
  const area = useRef<HTMLDivElement>(null);
  const last = snap(x[1]);
  const now = step ?? last;

  const under = (event: { readonly clientX: number }) => {
    const box = area.current?.getBoundingClientRect();
    if (!box) return last;
    return snap(Math.min(x[1], Math.max(x[0], place.step(place.left + event.clientX - box.left))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const one = (x[1] - x[0]) / 100;
    const target = {
      ArrowRight: now + one,
      ArrowUp: now + one,
      ArrowLeft: now - one,
      ArrowDown: now - one,
      PageUp: now + 10 * one,
      PageDown: now - 10 * one,
      Home: x[0],
      End: x[1],
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      let next = snap(Math.min(x[1], Math.max(x[0], target)));
      // Sparse measurements: a key always moves, if there is somewhere to go.
      for (let reach = 2; next === now && reach <= 64 && target > x[0] && target < x[1]; reach *= 2)
        next = snap(Math.min(x[1], Math.max(x[0], now + Math.sign(target - now) * one * reach)));
      onStep(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose?.(chosen === now ? undefined : now);
    } else if (event.key === 'Escape') {
      onStep(undefined);
      onChoose?.(undefined);
    }
  };

  const shown = step !== undefined && step >= x[0] && step <= x[1] ? step : undefined;
  return (
    <>
      {chosen !== undefined && chosen >= x[0] && chosen <= x[1] && (
        <span
          aria-hidden
          className={styles.pin}
          style={{ left: place.x(chosen), top: place.top, height: place.height }}
        />
      )}
      {shown !== undefined && (
        <span
          aria-hidden
          className={styles.hair}
          style={{ left: place.x(shown), top: place.top, height: place.height }}
        >
          {!props.bare && <span className={styles.hairStep}>{format(shown)}</span>}
        </span>
      )}
      {shown !== undefined &&
        curves.map((curve) => {
          const value = curve.label === undefined ? undefined : valueAt(curve, shown);
          if (value === undefined || value < y[0] || value > y[1]) return null;
          return (
            <span
              key={curve.key}
              aria-hidden
              className={styles.dot}
              style={{ left: place.x(shown), top: place.y(value), '--mark': curve.color }}
            />
          );
        })}
      <div
        ref={area}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={x[0]}
        aria-valuemax={x[1]}
        aria-valuenow={Math.min(x[1], Math.max(x[0], Number.isFinite(now) ? now : x[0]))}
        aria-valuetext={describeStep(now)}
        className={styles.area}
        style={{ left: place.left, top: place.top, width: place.width, height: place.height }}
        onPointerMove={(event) => onStep(under(event))}
        onPointerDown={(event) => {
          // A finger keeps the crosshair while it moves along.
          event.currentTarget.setPointerCapture(event.pointerId);
          onStep(under(event));
        }}
        onPointerLeave={() => onStep(undefined)}
        onClick={(event) => {
          const there = under(event);
          onChoose?.(there === chosen ? undefined : there);
        }}
        onBlur={() => onStep(undefined)}
        onKeyDown={onKeyDown}
      />
    </>
  );
}
