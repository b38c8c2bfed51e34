import { parseOptions } from '@/base/options';
import { type CleaningCode, passOn, type Survey } from '../entry';
import { HashSet } from '../exact-duplicates/hash-set';
import { TextHash } from '../exact-duplicates/text-hash';
import { LineEditor } from '../line-editor';
import { boilerplate } from './index';
import { LineCounts } from './line-counts';
import { isNavigation, isNotice } from './line-kind';

/** Lines of one document that count; more stand in no page. */
const MOST_LINES = 1 << 16;

export const boilerplateCode: CleaningCode = {
  create(options) {
    const o = parseOptions(boilerplate.options, options).values;
    const editor = new LineEditor();
    const counts = new LineCounts();
    const isCommon = (line: string) => {
      const [a, b] = hashOf(line);
      return counts.get(a, b) >= o.commonIn;
    };
    const judge = (line: string) => {
      if (line.trim() === '') return line;
      const gone =
        (o.notices && isNotice(line)) || (o.navigation && isNavigation(line)) || (o.commonIn > 0 && isCommon(line));
      return gone ? undefined : line;
    };
    const step = {
      part: (text: string, { first, last }: { first: boolean; last: boolean }) => {
        if (first) editor.begin();
        return passOn(text, editor.edit(text, last, judge));
      },
    };
    return o.commonIn > 0 ? { ...step, survey: lineSurvey(counts) } : step;
  },
};

function lineSurvey(counts: LineCounts): Survey {
  const editor = new LineEditor();
  let seen = new HashSet();
  /** Hashes of the document's lines, each once: counted only when it is known that it stays. */
  let lines: number[] = [];
  return {
    part(text, { first, last }) {
      if (first) {
        editor.begin();
        seen = new HashSet();
        lines = [];
      }
      editor.edit(text, last, (line) => {
        if (lines.length < 2 * MOST_LINES && line.trim() !== '') {
          const [a, b] = hashOf(line);
          if (seen.add(a, b)) lines.push(a, b);
        }
        return line;
      });
      if (last) for (let i = 0; i < lines.length; i += 2) counts.add(lines[i] ?? 0, lines[i + 1] ?? 0);
    },
    *decide() {},
  };
}

function hashOf(line: string): readonly [number, number] {
  const hash = new TextHash();
  hash.add(line.trim());
  return hash.digest();
}
