import { about, type GaugeCode } from '../entry';
import { Histogram, LOG_EDGES } from '../histogram';
import { words } from '.';
import { WordCounter } from './word-counter';

export const wordsCode: GaugeCode = {
  create() {
    const histogram = new Histogram({ ...about(words), unit: 'words', scale: 'log', edges: LOG_EDGES });
    let counter = new WordCounter();
    return {
      part(text, { first, last }, document) {
        if (first) counter = new WordCounter();
        counter.add(text);
        if (last) histogram.add(counter.count, document);
      },
      chapters: () => [histogram.distribution()],
    };
  },
};
