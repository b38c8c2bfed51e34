import type { BaseTickContentProps } from 'recharts';

/*
 * The words at an axis. recharts' own measure each of them in the document, which lays the page out in the middle of a redraw; ours are
 * placed by the height of a capital, as those are.
 */

/** Below the axis, centred under its place. */
export const xTick = (props: BaseTickContentProps) => (
  <text {...frame(props)} dy="0.71em" textAnchor="middle">
    {said(props)}
  </text>
);

/** Left of the axis, level with its place. */
export const yTick = (props: BaseTickContentProps) => (
  <text {...frame(props)} dy="0.355em" textAnchor="end">
    {said(props)}
  </text>
);

const frame = ({ x, y }: BaseTickContentProps) => ({ x, y, fill: 'var(--ink-quiet)', fontSize: 12 });

const said = ({ payload, index, tickFormatter }: BaseTickContentProps) =>
  tickFormatter ? tickFormatter(payload.value, index) : String(payload.value);
