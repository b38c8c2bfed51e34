import type { ImporterEntry } from '../entry';

export const parquet = {
  id: 'parquet',
  version: 1,
  label: 'Parquet table',
  help: 'Each row, with text in some of its columns. Of lists and structs, what is in them, as `messages.content`.',
  extensions: ['parquet', 'pq'],
  kind: 'records',
  input: 'bytes',
  citation: 'Apache Parquet format 2.11',
  options: {},
  proves: (head) => [0x50, 0x41, 0x52, 0x31].every((byte, i) => head[i] === byte),
  load: async () => (await import('./read-parquet')).parquetReader,
} as const satisfies ImporterEntry;
