import { type CleaningStep, passOn } from './entry';
import { SegmentEditor } from './segment-editor';

/** Some 64,000 characters: of a line that long nothing is cut but what stands at the cut. */
const SEGMENT = 1 << 16;

/** A step that changes text and drops nothing, segment by segment (see `SegmentEditor`). */
export function segmentStep(change: (segment: string) => string, limit = SEGMENT): CleaningStep {
  const editor = new SegmentEditor(limit);
  return {
    part(text, { first, last }) {
      if (first) editor.begin();
      return passOn(text, editor.edit(text, last, change));
    },
  };
}
