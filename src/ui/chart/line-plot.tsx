import { memo, useMemo } from 'react';
import { CartesianGrid, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { Reference } from './curve';
import type { Domain } from './domain';
import type { Margins } from './place';
import { PlotLines } from './plot-lines';
import { xTick, yTick } from './tick';
import { useParts } from './use-parts';
import type { Size } from './use-size';

interface Props {
  size: Size;
  margins: Margins;
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

const AXIS_LINE = { stroke: 'var(--line-strong)' };
const BARE_AXIS_LINE = { stroke: 'var(--line)' };
const NOT_TOUCHED = { pointerEvents: 'none' } as const;

/**
 * Axes, grid and lines, by recharts. Working out an axis anew takes recharts milliseconds, so each part is the same element while it says the
 * same, and new points reach `PlotLines` past all of this. Mounted part by part. Nothing is animated.
 */
export const LinePlot = memo(function LinePlot(props: Props) {
  const { size, margins, references, x, y, xTicks, yTicks, kind, formatX, formatY, bare } = props;
  const parts = useParts(5);
  const margin = useMemo(
    () => ({ left: 0, right: margins.right, top: margins.top, bottom: 0 }),
    [margins.right, margins.top],
  );
  const xAxis = useMemo(
    () => (
      <XAxis
        type="number"
        dataKey="step"
        domain={[x[0], x[1]]}
        ticks={[...xTicks]}
        niceTicks="none"
        height={margins.bottom}
        tickFormatter={formatX}
        tick={bare ? false : xTick}
        tickLine={false}
        axisLine={bare ? BARE_AXIS_LINE : AXIS_LINE}
        tickMargin={6}
        interval={0}
        allowDataOverflow
        minTickGap={0}
      />
    ),
    [x, xTicks, margins.bottom, formatX, bare],
  );
  const yAxis = useMemo(
    () => (
      <YAxis
        type="number"
        scale={kind}
        domain={[y[0], y[1]]}
        ticks={[...yTicks]}
        niceTicks="none"
        width={margins.left}
        tickFormatter={formatY}
        tick={bare ? false : yTick}
        tickLine={false}
        axisLine={false}
        tickMargin={6}
        interval={0}
        allowDataOverflow
      />
    ),
    [kind, y, yTicks, margins.left, formatY, bare],
  );
  const referenceLines = useMemo(
    () =>
      references.map((reference) => (
        <ReferenceLine
          key={reference.label}
          y={reference.value}
          stroke="var(--series-reference)"
          strokeDasharray="2 4"
          ifOverflow="hidden"
        />
      )),
    [references],
  );
  if (parts === 1) return null;
  return (
    <LineChart width={size.width} height={size.height} margin={margin} accessibilityLayer={false} style={NOT_TOUCHED}>
      {parts > 2 && xAxis}
      {parts > 3 && yAxis}
      {parts > 4 && LINES}
      {parts > 4 && !bare && GRID}
      {parts > 4 && referenceLines}
    </LineChart>
  );
});

const GRID = <CartesianGrid vertical={false} stroke="var(--line)" syncWithTicks />;
const LINES = <PlotLines />;
