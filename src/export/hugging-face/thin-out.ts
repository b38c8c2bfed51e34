export interface Point {
  readonly x: number;
  readonly y: number;
}

/** At most about `most` points that look the same when drawn: the lowest and the highest of each stretch, in order. */
export function thinOut(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const stretch = points.length / (most / 2);
  const kept: Point[] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(Math.floor(from), Math.max(Math.floor(from) + 1, Math.floor(from + stretch)));
    const low = part.reduce((a, b) => (b.y < a.y ? b : a));
    const high = part.reduce((a, b) => (b.y > a.y ? b : a));
    kept.push(...(low === high ? [low] : low.x < high.x ? [low, high] : [high, low]));
  }
  return kept;
}

/** Exponential moving average without the pull of its start (Kingma and Ba 2015, section 3); `span` in points. */
export function smooth(points: readonly Point[], span: number): Point[] {
  const keep = Math.exp(-1 / Math.max(span, 1e-9));
  let sum = 0;
  let weight = 0;
  return points.map(({ x, y }) => {
    sum = keep * sum + y;
    weight = keep * weight + 1;
    return { x, y: sum / weight };
  });
}
