import { nearDuplicatesCode } from '../../cleaning/near-duplicates/step';
import { about, type GaugeCode } from '../entry';
import { Tally } from '../tally';
import { nearDuplicatesGauge } from '.';

export const nearDuplicatesGaugeCode: GaugeCode = {
  create() {
    const step = nearDuplicatesCode.create({});
    const documents: number[] = [];
    const tally = new Tally();
    return {
      part(text, { first, last }, document) {
        if (first) documents.push(document);
        step.survey?.part(text, { first, last, document, rescued: false });
      },
      *decide() {
        if (step.survey) yield* step.survey.decide();
        for (const document of documents) {
          const { kind } = step.part('', { first: true, last: true, document, rescued: false });
          tally.add(kind === 'drop' ? 'like a longer one' : 'unlike all others, or the longest of its kind', document);
        }
      },
      chapters: () => [tally.counts({ ...about(nearDuplicatesGauge), unit: 'documents' })],
    };
  },
};
