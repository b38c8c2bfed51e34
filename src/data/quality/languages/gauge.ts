import { eld } from 'eld/extrasmall';
import { about, type GaugeCode } from '../entry';
import { Tally } from '../tally';
import { languages } from '.';

/** Enough for eld to be sure, and little enough for thousands of documents a second. */
const HEAD = 2000;

export const languagesCode: GaugeCode = {
  create() {
    const tally = new Tally();
    const names = new Intl.DisplayNames('en', { type: 'language' });
    let head = '';
    return {
      part(text, { first, last }, document) {
        if (first) head = '';
        if (head.length < HEAD) head += text.slice(0, HEAD - head.length);
        if (!last) return;
        const { language } = eld.detect(head.toWellFormed());
        tally.add(language === '' ? 'not told' : `${names.of(language)} (${language})`, document);
      },
      chapters: () => [tally.counts({ ...about(languages), unit: 'documents' })],
    };
  },
};
