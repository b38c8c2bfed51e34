import { parseOptions } from '@/base/options';
import type { CleaningCode } from '../entry';
import { segmentStep } from '../segment-step';
import { urls } from './index';

/** An address goes on to white space, a quote or an angle bracket (RFC 3986, appendix C). */
const ADDRESS = /\b(?:(?:https?|ftp):\/\/|www\.)[^\s<>"`{}|\\^\u2018-\u201f\u3000-\u303f\uff00-\uffef]+/gi;
/** Signs at the end belong to the sentence; a closing bracket too, unless the address opened it. */
const SENTENCE_SIGN = /[.,;:!?'*_~]/;

export const urlsCode: CleaningCode = {
  create(options) {
    const o = parseOptions(urls.options, options).values;
    const mark = o.action === 'remove' ? '' : o.mark;
    return segmentStep((text) =>
      text.includes('://') || /www\./i.test(text)
        ? text.replace(ADDRESS, (address) => mark + address.slice(addressLength(address)))
        : text,
    );
  },
};

function addressLength(address: string): number {
  let open = 0;
  for (const sign of address) open += sign === '(' ? 1 : sign === ')' ? -1 : 0;
  let end = address.length;
  for (; end > 0; end--) {
    const sign = address.charAt(end - 1);
    if (sign === ')' && open < 0) open++;
    else if (!SENTENCE_SIGN.test(sign)) break;
  }
  return end;
}
