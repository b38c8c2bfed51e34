import type { Curve } from './curve';

/** From a step or a value to pixels; undefined where the axis has no place for it. */
type Scale = (value: number) => number | undefined;

export interface Point {
  readonly step: number;
  /** Pixels from the picture's top left corner. */
  readonly x: number;
  readonly y: number;
}

/** Where a curve's points lie. What is no finite number, or has no place on a logarithmic axis, is left out: lines go on across gaps. */
export function pointsOf({ steps, values }: Curve, x: Scale, y: Scale): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] ?? Number.NaN;
    const point = { step, x: x(step) ?? Number.NaN, y: y(values[i] ?? Number.NaN) ?? Number.NaN };
    if (Number.isFinite(point.x) && Number.isFinite(point.y)) points.push(point);
  }
  return points;
}

/** The same as an SVG path of straight lines, to a hundredth of a pixel; empty without points. */
export function pathOf({ steps, values }: Curve, x: Scale, y: Scale): string {
  let path = '';
  for (let i = 0; i < steps.length; i++) {
    const px = x(steps[i] ?? Number.NaN) ?? Number.NaN;
    const py = y(values[i] ?? Number.NaN) ?? Number.NaN;
    if (Number.isFinite(px) && Number.isFinite(py)) path += `${path === '' ? 'M' : 'L'}${round(px)},${round(py)}`;
  }
  return path;
}

const round = (pixels: number) => Math.round(pixels * 100) / 100;
