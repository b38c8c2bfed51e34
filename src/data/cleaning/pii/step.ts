import { parseOptions } from '@/base/options';
import { type CleaningCode, drop, passOn } from '../entry';
import { SegmentEditor } from '../segment-editor';
import { findClues, LONG_NUMBER, LONG_RUN } from './find-clues';
import { pii } from './index';
import { maskAddresses } from './mask-addresses';
import { maskEmails } from './mask-emails';
import { maskKeys } from './mask-keys';
import { maskCards, maskIbans } from './mask-numbers';
import { maskPhones } from './mask-phones';

const SEGMENT = 1 << 16;

interface Kind {
  readonly on: boolean;
  readonly mark: string;
  readonly mask: (text: string, mark: string) => string;
  readonly reason: string;
  /** Looked for only in lines with this clue; 0 for what finds its way by itself. */
  readonly clue: number;
}

export const piiCode: CleaningCode = {
  create(options) {
    const o = parseOptions(pii.options, options).values;
    const editor = new SegmentEditor(SEGMENT);
    const found = new Set<string>();
    const kinds: Kind[] = [
      { on: o.key, mark: '[KEY]', mask: maskKeys, reason: 'secret key', clue: LONG_RUN },
      { on: o.email, mark: '[EMAIL]', mask: maskEmails, reason: 'e-mail address', clue: 0 },
      { on: o.iban, mark: '[IBAN]', mask: maskIbans, reason: 'bank account', clue: 0 },
      { on: o.ip, mark: '[IP]', mask: maskAddresses, reason: 'IP address', clue: 0 },
      { on: o.card, mark: '[CARD]', mask: maskCards, reason: 'card number', clue: LONG_NUMBER },
      { on: o.phone, mark: '[PHONE]', mask: maskPhones, reason: 'phone number', clue: LONG_NUMBER },
    ].filter(({ on }) => on);

    const apply = (segment: string, clues: number) =>
      kinds.reduce((text, kind) => {
        if ((kind.clue & clues) !== kind.clue) return text;
        const masked = kind.mask(text, kind.mark);
        if (masked !== text) found.add(kind.reason);
        return masked;
      }, segment);

    const change = (segment: string) => {
      if (findClues(segment) === 0) return apply(segment, 0);
      return segment
        .split('\n')
        .map((line) => apply(line, findClues(line)))
        .join('\n');
    };

    return {
      part(text, { first, last, rescued }) {
        if (first) {
          editor.begin();
          found.clear();
        }
        const masked = editor.edit(text, last, change);
        // A rescued document is masked instead.
        if (o.action !== 'drop' || rescued || !last) return passOn(text, masked);
        const reason = kinds.find((kind) => found.has(kind.reason))?.reason;
        return reason === undefined ? passOn(text, masked) : drop(reason);
      },
    };
  },
};
