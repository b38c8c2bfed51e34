import { Matcher, RE2JS } from 're2js';
import { LoamError } from '@/base/errors';
import { parseOptions } from '@/base/options';
import { type CleaningCode, type CleaningStep, drop, KEEP, passOn } from '../entry';
import { LineEditor } from '../line-editor';
import { segmentStep } from '../segment-step';
import { pattern } from './index';

/** Characters of a pattern; repetition counts multiply within them, which RE2 bounds itself. */
const LONGEST_PATTERN = 1000;

export const patternCode: CleaningCode = {
  /** Throws LoamError `cleaning/bad-pattern`. */
  create(options) {
    const o = parseOptions(pattern.options, options).values;
    if (o.pattern === '') return { part: () => KEEP };
    const expression = compile(o.pattern, o.ignoreCase);
    if (o.action === 'document') return documentStep(expression);
    if (o.action === 'line') return lineStep(expression);
    const replacement = Matcher.quoteReplacement(o.replacement);
    const line = (text: string) => expression.matcher(text).replaceAll(replacement);
    return segmentStep((text) => text.split('\n').map(line).join('\n'));
  },
};

function lineStep(expression: RE2JS): CleaningStep {
  const editor = new LineEditor();
  const judge = (line: string) => (expression.test(line) ? undefined : line);
  return {
    part(text, { first, last }) {
      if (first) editor.begin();
      return passOn(text, editor.edit(text, last, judge));
    },
  };
}

/** Holds nothing back: what passes is what came. */
function documentStep(expression: RE2JS): CleaningStep {
  const editor = new LineEditor();
  let found = false;
  const judge = (line: string) => {
    found ||= expression.test(line);
    return line;
  };
  return {
    part(text, { first, last }) {
      if (first) {
        editor.begin();
        found = false;
      }
      editor.edit(text, last, judge);
      return found ? drop('pattern found') : KEEP;
    },
  };
}

function compile(text: string, ignoreCase: boolean): RE2JS {
  const refuse = (what: string, cause?: unknown) =>
    new LoamError(
      {
        code: 'cleaning/bad-pattern',
        what,
        where: pattern.label,
        remedy: 'Change the pattern; look-around and back-references are not supported.',
      },
      { cause },
    );
  if (text.length > LONGEST_PATTERN)
    throw refuse(`The pattern has ${text.length} characters, more than ${LONGEST_PATTERN}`);
  try {
    return RE2JS.compile(text, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    throw refuse(`The pattern cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}
