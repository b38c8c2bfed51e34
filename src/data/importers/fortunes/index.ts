import { startsAsText } from '../../encoding/starts-as-text';
import type { ImporterEntry } from '../entry';

export const fortunes = {
  id: 'fortunes',
  version: 1,
  label: 'Fortunes',
  help: 'Each saying of a collection for Unix’s fortune: they are apart by lines with a % and nothing else.',
  extensions: ['fortunes'],
  kind: 'records',
  citation: 'strfile(1)',
  options: {},
  // Two such lines, and none that begins with % and goes on, as comments of some languages do.
  resembles: (head) =>
    startsAsText(head, /^[^%\s]/) && startsAsText(head, /\n%\r?\n.*\n%\r?\n/s) && !startsAsText(head, /\n%[^\r\n]/),
  load: async () => (await import('./read-fortunes')).fortunesReader,
} as const satisfies ImporterEntry;
