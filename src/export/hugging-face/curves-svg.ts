import type { Metric } from '@/schema/metric';
import { type Point, smooth, thinOut } from './thin-out';
import { ticks } from './ticks';

export interface CurveReferences {
  readonly vocabularySize: number;
  /** Of the unigram model on the validation tokens, nats per token. */
  readonly unigramLoss: number;
}

const WIDTH = 960;
const HEIGHT = 440;
const PLOT = { left: 56, right: WIDTH - 168, top: 52, bottom: HEIGHT - 52 };
/** More points than pixels are not seen. */
const MOST_POINTS = 700;
/** The moving average looks back over one part of so many: calm at the end, and no visible lag in the first fall. */
const SMOOTHED_PARTS = 120;
/** Two labels closer than this overlap. */
const LABEL_GAP = 17;

/** Brings its own ground, so that it is legible on a page of any colour; follows the reader's theme. The two losses have their colours. */
const STYLE = `
.ground{fill:#fbfaf7}.grid{stroke:#e6e2da}.axis{stroke:#a09a8e}.ink{fill:#2a2723}.quiet{fill:#655f56}
.train{stroke:#0072b2}.train-ink{fill:#00609a}.validation{stroke:#c4500a}.validation-ink{fill:#ab4200}.dot{fill:#c4500a}.reference{stroke:#655f56}
text{font:13px Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}.title{font-size:15px;font-weight:600}
@media (prefers-color-scheme:dark){.ground{fill:#1d1b18}.grid{stroke:#35322d}.axis{stroke:#837c70}.ink{fill:#ebe8e2}.quiet{fill:#aea79b}
.train{stroke:#56b4e9}.train-ink{fill:#56b4e9}.validation{stroke:#e69f00}.validation-ink{fill:#e69f00}.dot{fill:#e69f00}.reference{stroke:#aea79b}}
`.trim();

/**
 * Both losses over the steps as one SVG: training raw and faint, training smoothed, validation with its points, and the losses of random
 * guessing (ln V) and of the unigram model for comparison. A pure function of its arguments.
 */
export function curvesSvg(metrics: readonly Metric[], references: CurveReferences): string {
  const raw = metrics.flatMap((m) => (m.kind === 'step' && Number.isFinite(m.loss) ? [{ x: m.step, y: m.loss }] : []));
  const validation = metrics.flatMap((m) =>
    m.kind === 'evaluation' && Number.isFinite(m.loss) ? [{ x: m.step, y: m.loss }] : [],
  );
  const smoothed = smooth(raw, raw.length / SMOOTHED_PARTS);
  const guess = Math.log(references.vocabularySize);
  const lastStep = Math.max(1, ...ends(raw), ...ends(validation));
  const lines = [
    { y: guess, label: `guessing ${guess.toFixed(2)}` },
    { y: references.unigramLoss, label: `unigram ${references.unigramLoss.toFixed(2)}` },
  ].filter(({ y }) => Number.isFinite(y) && y > 0);
  const [low, high] = range([
    ...quantiles(raw),
    ...validation.map((p) => p.y),
    ...smoothed.slice(-1).map((p) => p.y),
    ...lines.map((l) => l.y),
  ]);
  const yTicks = ticks(low, high, 6);
  const place: Place = {
    x: (step) => PLOT.left + (step / lastStep) * (PLOT.right - PLOT.left),
    y: (loss) => PLOT.bottom - ((Math.min(high, Math.max(low, loss)) - low) / (high - low)) * (PLOT.bottom - PLOT.top),
  };
  const labels = [
    ...lines.map(({ y, label }) => ({ y: place.y(y), text: label, kind: 'quiet' })),
    ...label(smoothed, place, 'training', 'train-ink'),
    ...label(validation, place, 'validation', 'validation-ink'),
  ];
  const drawn = thinOut(validation, MOST_POINTS);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="t d">`,
    '<title id="t">Training and validation loss</title>',
    `<desc id="d">${description(smoothed, validation, guess)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="6"/>`,
    `<text class="ink title" x="${PLOT.left}" y="28">Loss, nats per token</text>`,
    ...yTicks.map(
      (t) =>
        horizontal(place.y(t), 'grid') +
        `<text class="quiet" x="${PLOT.left - 10}" y="${px(place.y(t) + 4)}" text-anchor="end">${t}</text>`,
    ),
    ...ticks(0, lastStep, 7).map(
      (t) =>
        `<text class="quiet" x="${px(place.x(t))}" y="${PLOT.bottom + 22}" text-anchor="middle">${t.toLocaleString('en-US')}</text>`,
    ),
    horizontal(PLOT.bottom, 'axis'),
    `<text class="quiet" x="${PLOT.right}" y="${PLOT.bottom + 42}" text-anchor="end">optimizer steps</text>`,
    ...lines.map(({ y }) => horizontal(place.y(y), 'reference', ' stroke-dasharray="2 5"')),
    path(thinOut(raw, 2 * MOST_POINTS), place, 'train', 1, 0.28),
    path(thinOut(smoothed, MOST_POINTS), place, 'train', 2.25),
    path(drawn, place, 'validation', 2.25),
    ...(drawn.length <= 80 ? drawn : []).map(
      (p) => `<circle class="dot" cx="${px(place.x(p.x))}" cy="${px(place.y(p.y))}" r="3"/>`,
    ),
    ...apart(labels).map(
      ({ y, text, kind }) => `<text class="${kind}" x="${PLOT.right + 12}" y="${px(y + 4.5)}">${text}</text>`,
    ),
    '</svg>',
  ].join('\n')}\n`;
}

interface Place {
  x(step: number): number;
  y(loss: number): number;
}
interface Label {
  readonly y: number;
  readonly text: string;
  readonly kind: string;
}

const px = (value: number) => String(Number(value.toFixed(1)));
const ends = (points: readonly Point[]) => points.slice(-1).map((p) => p.x);

function horizontal(y: number, kind: string, more = ''): string {
  return `<line class="${kind}" x1="${PLOT.left}" x2="${PLOT.right}" y1="${px(y)}" y2="${px(y)}"${more}/>`;
}

function path(points: readonly Point[], place: Place, kind: string, width: number, opacity = 1): string {
  if (points.length < 2) return '';
  const data = points.map((p) => `${px(place.x(p.x))} ${px(place.y(p.y))}`).join('L');
  return `<path class="${kind}" d="M${data}" fill="none" stroke-width="${width}" stroke-linejoin="round" opacity="${opacity}"/>`;
}

/** Single wild steps are cut off rather than flattening everything else. */
function quantiles(points: readonly Point[]): number[] {
  const sorted = points.map((p) => p.y).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return sorted.length === 0 ? [] : [at(0.001), at(0.995)];
}

function range(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = (high - low || 1) * 0.05;
  return [Math.max(0, low - room), high + room];
}

function label(points: readonly Point[], place: Place, text: string, kind: string): Label[] {
  return points.slice(-1).map(({ y }) => ({ y: place.y(y), text: `${text} ${y.toFixed(3)}`, kind }));
}

/** Pushes labels apart downwards, then back up from the bottom edge. */
function apart(labels: readonly Label[]): Label[] {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  const ys = sorted.map((l) => l.y);
  for (let i = 1; i < ys.length; i++) ys[i] = Math.max(ys[i] ?? 0, (ys[i - 1] ?? 0) + LABEL_GAP);
  for (let i = ys.length - 1, limit = PLOT.bottom; i >= 0; i--, limit = (ys[i + 1] ?? 0) - LABEL_GAP)
    ys[i] = Math.min(ys[i] ?? 0, limit);
  return sorted.map((l, i) => ({ ...l, y: ys[i] ?? l.y }));
}

function description(training: readonly Point[], validation: readonly Point[], guess: number): string {
  const say = (points: readonly Point[], name: string) => {
    const [first, last] = [points[0], points.at(-1)];
    return first && last ? `${name} goes from ${first.y.toFixed(2)} to ${last.y.toFixed(2)}. ` : '';
  };
  return `${say(training, 'Training loss, smoothed,')}${say(validation, 'Validation loss')}Random guessing would be ${guess.toFixed(2)}.`;
}
