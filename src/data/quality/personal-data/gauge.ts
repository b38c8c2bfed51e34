import { maskAddresses } from '../../cleaning/pii/mask-addresses';
import { maskEmails } from '../../cleaning/pii/mask-emails';
import { maskKeys } from '../../cleaning/pii/mask-keys';
import { maskCards, maskIbans } from '../../cleaning/pii/mask-numbers';
import { maskPhones } from '../../cleaning/pii/mask-phones';
import { SegmentEditor } from '../../cleaning/segment-editor';
import { about, type GaugeCode } from '../entry';
import { Tally } from '../tally';
import { personalData } from '.';

/** Finders in the order of the cleaning step: what one took is not found again. */
const KINDS = [
  ['secret keys', maskKeys],
  ['e-mail addresses', maskEmails],
  ['bank accounts (IBAN)', maskIbans],
  ['card numbers', maskCards],
  ['IP addresses', maskAddresses],
  ['phone numbers', maskPhones],
] as const;
const SEGMENT = 1 << 16;
/** No text has it: a noncharacter on each side. */
const MARK = '\ufdd0x\ufdd1';

export const personalDataCode: GaugeCode = {
  create() {
    const tally = new Tally();
    const editor = new SegmentEditor(SEGMENT);
    let current = 0;
    const look = (segment: string): string => {
      let text = segment;
      let before = marksIn(text);
      for (const [name, mask] of KINDS) {
        text = mask(text, MARK);
        const found = marksIn(text) - before;
        if (found > 0) tally.add(name, current, found);
        before += found;
      }
      return segment;
    };
    return {
      part(text, { first, last }, document) {
        current = document;
        if (first) editor.begin();
        editor.edit(text, last, look);
      },
      chapters: () => [tally.counts({ ...about(personalData), unit: 'found' })],
    };
  },
};

function marksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length)) count++;
  return count;
}
