import { parseOptions } from '@/base/options';
import { type CleaningCode, drop, passOn } from '../entry';
import { LineEditor } from '../line-editor';
import { TextScanner } from '../signals/text-scanner';
import { c4Lines } from './index';

/** The phrases of C4's code (Raffel et al. 2020: boilerplate policy notices). */
const POLICY = ['terms of use', 'privacy policy'] as const;
const COOKIES = ['cookie policy', 'uses cookies', 'use of cookies', 'use cookies'] as const;
const isPolicy = (lower: string): boolean =>
  POLICY.some((phrase) => lower.includes(phrase)) ||
  (lower.includes('cookie') && COOKIES.some((phrase) => lower.includes(phrase)));
const CITATIONS = /\[\d{0,9}\]|\[edit\]|\[citation needed\]/gi;

export const c4LinesCode: CleaningCode = {
  create(options) {
    const o = parseOptions(c4Lines.options, options).values;
    const editor = new LineEditor();
    const scanner = new TextScanner(0, false);
    let sentences = 0;
    let reason: string | undefined;

    const judge = (whole: string): string | undefined => {
      const line = o.citations && whole.includes('[') ? whole.replace(CITATIONS, '') : whole;
      scanner.longestWord = 0;
      const { words, symbols, sentences: before, terminatedLines, ellipsisLines } = scanner;
      scanner.add(line);
      scanner.add('\n');
      const count = scanner.words - words + scanner.symbols - symbols;
      if (count === 0) return line;
      const lower = line.toLowerCase();
      if (o.placeholder && lower.includes('lorem ipsum')) reason ??= 'placeholder text';
      if (scanner.longestWord > o.maxWordLength || count < o.minWords) return undefined;
      if (o.javascript && lower.includes('javascript')) return undefined;
      // The curly bracket counts only in lines that are not gone by then, as in C4's code.
      if (o.brackets && line.includes('{')) reason ??= 'curly brackets';
      if (o.policy && isPolicy(lower)) return undefined;
      const ends = scanner.terminatedLines > terminatedLines && scanner.ellipsisLines === ellipsisLines;
      if (o.terminated && !ends) return undefined;
      sentences += scanner.sentences - before;
      return line;
    };

    return {
      part(text, { first, last, rescued }) {
        if (first) {
          editor.begin();
          scanner.begin();
          sentences = 0;
          reason = undefined;
        }
        const after = editor.edit(text, last, judge);
        if (last && sentences < o.minSentences) reason ??= 'too few sentences';
        return reason !== undefined && !rescued ? drop(reason) : passOn(text, after);
      },
    };
  },
};
