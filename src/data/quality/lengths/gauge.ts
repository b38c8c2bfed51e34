import { about, type GaugeCode } from '../entry';
import { Histogram, LOG_EDGES } from '../histogram';
import { Tally } from '../tally';
import { lengths } from '.';

/** Iglewicz and Hoaglin 1993: |0.6745 (x - median) / MAD| > 3.5. */
const LIMIT = 3.5;
const CONSISTENT = 0.6745;

export const lengthsCode: GaugeCode = {
  create() {
    const histogram = new Histogram({ ...about(lengths), unit: 'characters', scale: 'log', edges: LOG_EDGES });
    const all: { document: number; log: number }[] = [];
    let characters = 0;
    return {
      part(text, { first, last }, document) {
        characters = (first ? 0 : characters) + text.length;
        if (!last) return;
        histogram.add(characters, document);
        all.push({ document, log: Math.log1p(characters) });
      },
      chapters: () => [histogram.distribution(), outliers(all)],
    };
  },
};

function outliers(all: readonly { readonly document: number; readonly log: number }[]) {
  const tally = new Tally();
  const median = middle(all.map(({ log }) => log));
  const mad = middle(all.map(({ log }) => Math.abs(log - median)));
  for (const { document, log } of all) {
    // Where half of all documents have one length, deviation says nothing.
    const score = mad === 0 ? 0 : (CONSISTENT * (log - median)) / mad;
    tally.add(score > LIMIT ? 'unusually long' : score < -LIMIT ? 'unusually short' : 'usual length', document);
  }
  return tally.counts({
    ...about(lengths),
    id: 'length-outliers',
    label: 'Outliers by length',
    unit: 'documents',
  });
}

const middle = (values: readonly number[]): number => Float64Array.from(values).sort()[(values.length - 1) >> 1] ?? 0;
