import { memo } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { type Curve, type Reference, rowsOf } from './curve';
import type { Domain } from './domain';
import type { Margins } from './place';
import type { Size } from './use-size';

interface Props {
  size: Size;
  margins: Margins;
  curves: readonly Curve[];
  references: readonly Reference[];
  x: Domain;
  y: Domain;
  xTicks: readonly number[];
  yTicks: readonly number[];
  kind: 'linear' | 'log';
  formatX: (step: number) => string;
  formatY: (value: number) => string;
  bare: boolean;
}

/** The lines and axes, by recharts. Redrawn when data come, never when a crosshair moves; nothing is animated. */
export const LinePlot = memo(function LinePlot(props: Props) {
  const { size, margins, curves, references, x, y, xTicks, yTicks, kind, formatX, formatY, bare } = props;
  const tick = bare ? false : { fill: 'var(--ink-quiet)', fontSize: 12 };
  return (
    <LineChart
      width={size.width}
      height={size.height}
      data={rowsOf(curves)}
      margin={{ left: 0, right: margins.right, top: margins.top, bottom: 0 }}
      accessibilityLayer={false}
      style={{ pointerEvents: 'none' }}
    >
      {!bare && <CartesianGrid vertical={false} stroke="var(--line)" syncWithTicks />}
      <XAxis
        type="number"
        dataKey="step"
        domain={[x[0], x[1]]}
        ticks={[...xTicks]}
        height={margins.bottom}
        tickFormatter={formatX}
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: bare ? 'var(--line)' : 'var(--line-strong)' }}
        tickMargin={6}
        interval={0}
        allowDataOverflow
        minTickGap={0}
      />
      <YAxis
        type="number"
        scale={kind}
        domain={[y[0], y[1]]}
        ticks={[...yTicks]}
        width={margins.left}
        tickFormatter={formatY}
        tick={tick}
        tickLine={false}
        axisLine={false}
        tickMargin={6}
        interval={0}
        allowDataOverflow
      />
      {references.map((reference) => (
        <ReferenceLine
          key={reference.label}
          y={reference.value}
          stroke="var(--series-reference)"
          strokeDasharray="2 4"
          ifOverflow="hidden"
        />
      ))}
      {curves.map((curve) => (
        <Line
          key={curve.key}
          dataKey={curve.key}
          type="linear"
          stroke={curve.color}
          strokeWidth={curve.width ?? 2}
          strokeOpacity={curve.opacity ?? 1}
          strokeLinejoin="round"
          {...(curve.dash === undefined ? {} : { strokeDasharray: curve.dash })}
          dot={
            curve.dots && curve.steps.length <= 60
              ? { r: 2.5, clipDot: false, fill: 'var(--surface)', strokeWidth: 1.75, strokeDasharray: '' }
              : false
          }
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  );
});
