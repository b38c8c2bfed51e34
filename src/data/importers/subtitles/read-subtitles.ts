import type { ImportedPart, TextReader } from '../entry';
import { textLines } from '../jsonl/text-lines';
import { PartGatherer } from '../part-gatherer';
import { cueText, joinedCue } from './cue-text';

const TIMES = /^\s{0,9}(\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s{1,9}-->\s/;
/** A cue fits a screen; what goes on for longer is cut into several. */
const MOST_LINES = 100;

/** The cues of a file as one document. Notes and styles of WebVTT are left out, and lines that rolling captions repeat. */
export const subtitleReader: TextReader = {
  kind: 'text',
  async *parts(file) {
    const gatherer = new PartGatherer(file.skipBytes);
    let isVtt: boolean | undefined;
    let cue: string[] | undefined;
    /** Between cues: a number, or text that a blank line cut off. */
    let between: string[] = [];
    let last = '';
    let begun = false;
    let end = file.skipBytes;
    const put = (): ImportedPart[] => {
      const text = joinedCue(cue ?? []);
      cue = undefined;
      if (text === '') return [];
      const parts = gatherer.add(begun ? `\n${text}` : text, end);
      begun = true;
      return parts;
    };
    const take = (line: string) => {
      const text = cueText(line);
      if (text !== '' && !(isVtt && text === last)) cue?.push(text);
      last = text || last;
    };
    /** In SubRip, text after a blank line belongs to the cue before. */
    const resume = () => {
      if (isVtt || !begun) return;
      cue ??= [];
      for (const line of between) take(line);
    };
    for await (const lines of textLines(file)) {
      const parts: ImportedPart[] = [];
      for (const { text, byteEnd } of lines) {
        isVtt ??= text.startsWith('WEBVTT');
        if (TIMES.test(text)) {
          if (/^\s*\d+\s*$/.test(between.at(-1) ?? '')) between.pop();
          resume();
          between = [];
          parts.push(...put());
          cue = [];
        } else if (cue && text.trim() === '') parts.push(...put());
        else if (cue) {
          take(text);
          if (cue.length >= MOST_LINES) parts.push(...put());
          cue ??= [];
        } else if (text.trim() !== '' && between.length < MOST_LINES) between.push(text);
        end = byteEnd;
      }
      if (parts.length > 0) yield parts;
    }
    resume();
    yield put();
    yield gatherer.finish();
  },
};
