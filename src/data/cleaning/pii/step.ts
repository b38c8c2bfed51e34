import { parseOptions } from '@/base/options';
import { type CleaningCode, drop, passOn } from '../entry';
import { SegmentEditor } from '../segment-editor';
import { pii } from './index';
import { maskAddresses } from './mask-addresses';
import { maskEmails } from './mask-emails';
import { maskKeys } from './mask-keys';
import { maskCards, maskIbans } from './mask-numbers';
import { maskPhones } from './mask-phones';

const SEGMENT = 1 << 16;
const DIGIT = /\d/;

export const piiCode: CleaningCode = {
  create(options) {
    const o = parseOptions(pii.options, options).values;
    const editor = new SegmentEditor(SEGMENT);
    const found = new Set<string>();

    const kinds = [
      { on: o.key, mark: '[KEY]', mask: maskKeys, reason: 'secret key', digits: false },
      { on: o.email, mark: '[EMAIL]', mask: maskEmails, reason: 'e-mail address', digits: false },
      { on: o.iban, mark: '[IBAN]', mask: maskIbans, reason: 'bank account', digits: true },
      { on: o.card, mark: '[CARD]', mask: maskCards, reason: 'card number', digits: true },
      { on: o.ip, mark: '[IP]', mask: maskAddresses, reason: 'IP address', digits: true },
      { on: o.phone, mark: '[PHONE]', mask: maskPhones, reason: 'phone number', digits: true },
    ].filter(({ on }) => on);

    const change = (segment: string) => {
      const digits = DIGIT.test(segment);
      return kinds.reduce((text, kind) => {
        if (kind.digits && !digits) return text;
        const masked = kind.mask(text, kind.mark);
        if (masked !== text) found.add(kind.reason);
        return masked;
      }, segment);
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
