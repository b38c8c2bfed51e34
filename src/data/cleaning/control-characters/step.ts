import type { CleaningCode } from '../entry';
import { KEEP, passOn } from '../entry';

/** White space (tab, line feed, VT, FF, CR, NEL) is none of this step's business: `white-space` turns it into plain line ends. */
const CONTROL = '\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f';
const INVISIBLE = '\\u00ad\\u200b\\u2060\\ufeff';
const DIRECTION = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';

export const controlCharactersCode: CleaningCode = {
  create(options) {
    const removed = [
      options.control === false ? '' : CONTROL,
      options.invisible === false ? '' : INVISIBLE,
      options.direction === true ? DIRECTION : '',
    ].join('');
    if (removed === '') return { part: () => KEEP };
    const pattern = new RegExp(`[${removed}]+`, 'g');
    return { part: (text) => passOn(text, text.replace(pattern, '')) };
  },
};
