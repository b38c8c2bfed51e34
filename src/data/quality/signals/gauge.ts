import { type TextSignal, TextSignals, textSignals } from '../../cleaning/signals/text-signals';
import type { GaugeCode } from '../entry';
import { evenEdges, Histogram, LOG_EDGES } from '../histogram';

const SHARES = evenEdges(0, 1, 25);
const LENGTHS = evenEdges(0, 20, 40);
const FEW = evenEdges(0, 9, 9);

export const signalsCode: GaugeCode = {
  create() {
    const measure = new TextSignals();
    const histograms = textSignals.map((signal) => ({ id: signal.id, histogram: histogramOf(signal) }));
    return {
      part(text, { first, last }, document) {
        if (first) measure.begin();
        measure.add(text);
        if (!last) return;
        const values = measure.end();
        for (const { id, histogram } of histograms) {
          const value = values[id];
          if (value !== undefined) histogram.add(value, document);
        }
      },
      chapters: () => histograms.map(({ histogram }) => histogram.distribution()),
    };
  },
};

function histogramOf(signal: TextSignal): Histogram {
  const { id, label, citation, min, max } = signal;
  const rule = citation.split(' ')[0] ?? '';
  const line = (value: number | undefined, drops: 'below' | 'above') =>
    value === undefined ? [] : [{ value, drops, rule: RULES[rule] ?? rule }];
  return new Histogram({
    id,
    label,
    help: HELP[signal.unit],
    citation,
    unit: signal.unit === 'count' ? 'per document' : signal.unit,
    ...axisOf(signal),
    thresholds: [...line(min, 'below'), ...line(max, 'above')],
  });
}

/** By the first author of the citation. */
const RULES: Readonly<Record<string, string>> = { Rae: 'Gopher', Raffel: 'C4', Penedo: 'FineWeb' };
const HELP = {
  share: 'A share, by document.',
  characters: 'A mean number of characters, by document.',
  count: 'How many there are in a document.',
} as const;

function axisOf({ id, unit }: TextSignal) {
  if (unit === 'share') return { scale: 'linear', edges: SHARES } as const;
  if (unit === 'characters') return { scale: 'linear', edges: LENGTHS } as const;
  return id === 'stopWords'
    ? ({ scale: 'linear', edges: FEW } as const)
    : ({ scale: 'log', edges: LOG_EDGES } as const);
}
