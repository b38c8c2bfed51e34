import { startsAsText } from '../../encoding/starts-as-text';
import type { ImporterEntry } from '../entry';

export const mail = {
  id: 'mail',
  version: 1,
  label: 'E-mail',
  help: 'Each message of a mailbox: subject, text, sender, date. Attachments are left out.',
  extensions: ['eml', 'mbox', 'mbx'],
  kind: 'records',
  input: 'bytes',
  citation: 'RFC 5322, 2045 to 2047, 4155',
  options: {},
  resembles: (head) =>
    startsAsText(head, /^From \S{1,200} {1,3}\w{3} \w{3} [ \d]\d \d\d:\d\d/) ||
    // Several lines of headers, one of them of the kinds that every message has.
    (startsAsText(head, /^([A-Za-z][\w-]{1,40}:[^\n]*\n([ \t][^\n]*\n){0,20}){3}/) &&
      startsAsText(head, /^(From|Received|Return-Path|Message-ID|Delivered-To|Date|MIME-Version): /im) &&
      startsAsText(head, /^(From|Subject|To|Received): /im)),
  load: async () => (await import('./read-mail')).mailReader,
} as const satisfies ImporterEntry;
