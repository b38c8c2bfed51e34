import { memo, type ReactNode, useId, useMemo, useRef } from 'react';
import { classNames } from '../class-names';
import { formatCount } from '../format';
import styles from './chart.module.css';
import { Crosshair } from './crosshair';
import { type Curve, extent, lastValue, type Reference } from './curve';
import { type Domain, steadyDomain } from './domain';
import { EndLabels } from './end-labels';
import { LinePlot } from './line-plot';
import { type Margins, type Place, place } from './place';
import { PlottedCurves } from './plot-lines';
import { logTicks, roundTicks } from './ticks';
import { useSize } from './use-size';

interface Props {
  /** What the picture shows, as a name: "Loss by optimizer step". */
  label: string;
  /** One or two sentences with the numbers that matter, for who does not see the picture. */
  description: string;
  curves: readonly Curve[];
  references?: readonly Reference[];
  /** Steps from and to. */
  x: Domain;
  kind?: 'linear' | 'log';
  /** Values the axis must hold; the extent of all labelled curves and the references otherwise. */
  bounds?: Domain | undefined;
  formatX?: (step: number) => string;
  formatY: (value: number) => string;
  /** Of the two ends of a bare chart's value axis; `formatY` otherwise. */
  formatLimit?: (value: number) => string;
  /** Of the values at the ends of the lines; `formatY` otherwise. */
  formatEnd?: (value: number) => string;
  /** The step everything on the screen looks at; undefined shows no crosshair. */
  step?: number | undefined;
  /** A step that is pinned. */
  chosen?: number | undefined;
  onStep: (step: number | undefined) => void;
  onChoose?: (step: number | undefined) => void;
  /** The nearest step that has been measured. */
  snap: (step: number) => number;
  /** What was measured there, as a sentence for screen readers. */
  describeStep: (step: number) => string;
  /** A spark: no grid, few ticks, no labels at the ends. */
  bare?: boolean;
  /** Inside the picture, at its right: above the lines' ends or, while they are high, below. */
  children?: ReactNode;
  className?: string | undefined;
}

const NO_REFERENCES: readonly Reference[] = [];

/** Curves over steps with one crosshair for mouse, touch and arrow keys. The size is its container's. */
export function Chart(props: Props) {
  const { label, curves, references = NO_REFERENCES, x, kind = 'linear', bounds, formatY, bare = false } = props;
  const formatX = props.formatX ?? formatCount;
  const id = useId();
  const [ref, size] = useSize<HTMLDivElement>();
  const y = useSteadyDomain(curves, references, bounds, kind);
  const narrow = size.width < 480;
  const tiny = bare && size.width < 130;
  const margins = useMemo<Margins>(
    () =>
      bare
        ? { left: tiny ? 4 : 46, right: 6, top: 6, bottom: 18 }
        : { left: narrow ? 34 : 42, right: narrow ? 76 : 92, top: 12, bottom: 26 },
    [bare, narrow, tiny],
  );
  const at = useMemo(() => place(size, margins, x, y, kind), [size, margins, x, y, kind]);
  const xTicks = useMemo(
    () => (bare ? [x[0], x[1]] : roundTicks(x[0], x[1], Math.max(2, Math.min(8, Math.floor(at.width / 80))))),
    [bare, x, at.width],
  );
  const yTicks = useMemo(() => {
    if (tiny) return [];
    const count = Math.max(2, Math.floor(at.height / (bare ? 28 : 42)));
    if (kind === 'log') return logTicks(y[0], y[1], count);
    return bare ? [y[0], y[1]] : roundTicks(y[0], y[1], count);
  }, [bare, tiny, kind, y, at.height]);
  // Where the lines end decides where there is room.
  const end = curves.findLast((c) => c.label !== undefined && c.values.length > 0);
  const last = end && lastValue(end);
  const high = last !== undefined && at.y(last) < at.top + at.height / 2;
  const drawn = size.width > 0 && size.height > 0;
  return (
    <figure
      className={classNames(styles.chart, props.className)}
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-said`}
    >
      <figcaption id={`${id}-name`} className="visually-hidden">
        {label}
      </figcaption>
      <p id={`${id}-said`} className="visually-hidden">
        {props.description}
      </p>
      <div ref={ref} className={styles.stage}>
        {drawn && (
          <>
            <div aria-hidden className={styles.plot}>
              <PlottedCurves value={curves}>
                <LinePlot {...{ size, margins, references, x, y, xTicks, yTicks, kind, formatX, formatY, bare }} />
              </PlottedCurves>
            </div>
            {bare && (
              <Limits
                place={at}
                x={x}
                y={y}
                formatX={formatX}
                formatY={tiny ? undefined : (props.formatLimit ?? formatY)}
              />
            )}
            {!bare && (
              <EndLabels
                curves={curves}
                references={references}
                place={at}
                domain={y}
                format={props.formatEnd ?? formatY}
              />
            )}
            <Crosshair
              label={`Step, ${label}`}
              curves={curves}
              place={at}
              x={x}
              y={y}
              step={props.step}
              chosen={props.chosen}
              onStep={props.onStep}
              onChoose={props.onChoose}
              snap={props.snap}
              describeStep={props.describeStep}
              format={formatX}
              bare={bare}
            />
          </>
        )}
        {props.children !== undefined && (
          <div className={classNames(styles.inside, high && styles.low)}>{props.children}</div>
        )}
      </div>
    </figure>
  );
}

interface LimitsProps {
  place: Place;
  x: Domain;
  y: Domain;
  formatX: (step: number) => string;
  formatY: ((value: number) => string) | undefined;
}

/** The ends of a bare chart's axes, each inside its corner. */
const Limits = memo(function Limits({ place: { left, top, width, height }, x, y, formatX, formatY }: LimitsProps) {
  const bottom = top + height;
  return (
    <div aria-hidden>
      <span className={styles.limit} style={{ left, top: bottom + 2 }}>
        {formatX(x[0])}
      </span>
      <span className={styles.limit} style={{ left: left + width, top: bottom + 2, translate: '-100% 0' }}>
        {formatX(x[1])}
      </span>
      {formatY && (
        <>
          <span className={styles.limit} style={{ left: left - 5, top: top - 4, translate: '-100% 0' }}>
            {formatY(y[1])}
          </span>
          <span className={styles.limit} style={{ left: left - 5, top: bottom - 9, translate: '-100% 0' }}>
            {formatY(y[0])}
          </span>
        </>
      )}
    </div>
  );
});

function useSteadyDomain(
  curves: readonly Curve[],
  references: readonly Reference[],
  bounds: Domain | undefined,
  kind: 'linear' | 'log',
): Domain {
  const before = useRef<{ domain: Domain; kind: string } | undefined>(undefined);
  const [low, high] = bounds ?? reach(curves, references);
  const kept = before.current?.kind === kind ? before.current.domain : undefined;
  const domain = steadyDomain(kept, low, high, kind);
  before.current = { domain, kind };
  return domain;
}

/** Background curves (a raw loss) may be cut off: one spike must not flatten the rest. */
function reach(curves: readonly Curve[], references: readonly Reference[]): Domain {
  const [low, high] = extent(curves.filter((c) => c.label !== undefined));
  return references.reduce<Domain>(([l, h], { value }) => [Math.min(l, value), Math.max(h, value)], [low, high]);
}
