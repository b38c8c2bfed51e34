import { parseOptions } from '@/base/options';
import { type CleaningCode, passOn } from '../entry';
import { LineEditor } from '../line-editor';
import { HtmlText } from './html-text';
import { markup } from './index';
import { isMarkup, MARKUP_SAMPLE } from './is-markup';
import { markdownLine } from './markdown-line';

export const markupCode: CleaningCode = {
  create(options) {
    const o = parseOptions(markup.options, options).values;
    const lines = new LineEditor();
    let kind: 'unknown' | 'html' | 'text' = 'unknown';
    let html = new HtmlText();
    /** Until it is known what the document is. */
    let held = '';

    function read(text: string, last: boolean): string {
      if (kind === 'text') return text;
      if (kind === 'html') return html.write(text, last);
      held += text;
      if (!last && held.length < MARKUP_SAMPLE) return '';
      const found = o.html === 'all' || (o.html === 'plain' && isMarkup(held.slice(0, MARKUP_SAMPLE)));
      kind = found ? 'html' : 'text';
      const all = held;
      held = '';
      return read(all, last);
    }

    return {
      part(text, { first, last }) {
        if (first) {
          kind = o.html === 'none' ? 'text' : 'unknown';
          html = new HtmlText();
          held = '';
          lines.begin();
        }
        const plain = read(text, last);
        return passOn(text, o.markdown ? lines.edit(plain, last, markdownLine) : plain);
      },
    };
  },
};
