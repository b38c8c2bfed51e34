import { createContext, memo, useContext, useId, useMemo } from 'react';
import {
  Curve as CurvePath,
  DefaultZIndexes,
  Dot,
  type ScaleFunction,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  ZIndexLayer,
} from 'recharts';
import type { Curve } from './curve';
import { pathOf, pointsOf } from './path';

/** What the lines show. By context, past the memoised chart: new points redraw lines and leave axes, grid and recharts' own store alone. */
export const PlottedCurves = createContext<readonly Curve[]>([]);

/** Marks are for lines of few points. */
const MOST_DOTS = 60;

/** The curves inside a recharts chart, on its scales and by its shapes, cut off at its plot area. */
export function PlotLines() {
  const curves = useContext(PlottedCurves);
  const clip = useId();
  const area = usePlotArea();
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (!area || !x || !y) return null;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.line}>
      <clipPath id={clip}>
        <rect {...area} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {curves.map((curve) => (
          <PlotLine key={curve.key} curve={curve} x={x} y={y} />
        ))}
      </g>
      {curves.map(
        (curve) =>
          curve.dots &&
          curve.steps.length <= MOST_DOTS && (
            <PlotDots key={curve.key} curve={curve} x={x} y={y} top={area.y} bottom={area.y + area.height} />
          ),
      )}
    </ZIndexLayer>
  );
}

interface Props {
  curve: Curve;
  x: ScaleFunction;
  y: ScaleFunction;
}

const PlotLine = memo(function PlotLine({ curve, x, y }: Props) {
  const path = useMemo(() => pathOf(curve, x, y), [curve, x, y]);
  return (
    <CurvePath
      path={path}
      fill="none"
      stroke={curve.color}
      strokeWidth={curve.width ?? 2}
      strokeOpacity={curve.opacity ?? 1}
      strokeLinejoin="round"
      {...(curve.dash === undefined ? {} : { strokeDasharray: curve.dash })}
    />
  );
});

const PlotDots = memo(function PlotDots({ curve, x, y, top, bottom }: Props & { top: number; bottom: number }) {
  return pointsOf(curve, x, y)
    .filter((point) => point.y >= top && point.y <= bottom)
    .map((point) => (
      <Dot
        key={point.step}
        cx={point.x}
        cy={point.y}
        r={2.5}
        fill="var(--surface)"
        stroke={curve.color}
        strokeWidth={1.75}
      />
    ));
});
