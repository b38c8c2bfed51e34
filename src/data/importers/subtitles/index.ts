import { startsAsText } from '../../encoding/starts-as-text';
import type { ImporterEntry } from '../entry';

export const subtitles = {
  id: 'subtitles',
  version: 1,
  label: 'Subtitles',
  help: 'All that is said, a cue a line, without times and markup.',
  extensions: ['srt', 'vtt'],
  kind: 'text',
  citation: 'SubRip; W3C WebVTT',
  options: {},
  resembles: (head) => startsAsText(head, /^(WEBVTT\b|\s{0,9}\d{1,6}\r?\n\d\d:\d\d:\d\d,\d{3} --> \d\d:)/),
  load: async () => (await import('./read-subtitles')).subtitleReader,
} as const satisfies ImporterEntry;
