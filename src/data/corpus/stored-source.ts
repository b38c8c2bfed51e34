import * as z from 'zod/mini';
import { documentsOf } from '@/schema/shape';
import type { SourceReport } from '@/schema/source';
import { versioned } from '@/schema/versioned';

const problem = z.object({
  code: z.string(),
  what: z.string(),
  where: z.string(),
  remedy: z.string(),
  severity: z.enum(['warning', 'error']),
  count: z.number(),
});

const mapping = z.object({
  shape: z.enum(['documents', 'pairs', 'labelled', 'sequences', 'audio', 'images']),
  columns: z.array(
    z.object({
      name: z.string(),
      role: z.enum([
        'text',
        'source',
        'target',
        'source language',
        'target language',
        'label',
        'user',
        'item',
        'file',
        'group',
        'time',
      ]),
    }),
  ),
});

const file = z.object({
  path: z.string(),
  importer: z.string(),
  encoding: z.optional(
    z.object({
      name: z.string(),
      how: z.enum(['byte-order mark', 'valid UTF-8', 'null-byte pattern', 'declared', 'statistics']),
      confidence: z.optional(z.number()),
    }),
  ),
  documents: z.number(),
  mapping: z.optional(mapping),
  sizeBytes: z.number(),
  problems: z.array(problem),
});

const shape = z.object({
  version: z.literal(2),
  id: z.string(),
  name: z.string(),
  origin: z.enum(['file', 'folder', 'paste', 'sample', 'url']),
  url: z.optional(z.string()),
  sizeBytes: z.number(),
  documents: z.number(),
  characters: z.number(),
  textBytes: z.number(),
  files: z.array(file),
  columns: z.optional(
    z.object({
      available: z.array(
        z.object({
          name: z.string(),
          example: z.string(),
          meanCharacters: z.number(),
          filled: z.number(),
          distinct: z.number(),
        }),
      ),
      mapping,
    }),
  ),
});

const storedSource = versioned('source', 2, shape, { 1: withMapping });

/** Version 1 knew documents only, and nothing of how full its columns are. */
function withMapping({ columns, ...source }: Record<string, unknown>): Record<string, unknown> {
  if (!isColumns(columns)) return source;
  const available = columns.available.map((column) => ({ ...column, filled: 1, distinct: 0 }));
  return { ...source, columns: { available, mapping: documentsOf(columns.chosen) } };
}

const columns1 = z.object({ available: z.array(z.record(z.string(), z.unknown())), chosen: z.array(z.string()) });
const isColumns = (value: unknown): value is z.infer<typeof columns1> => columns1.safeParse(value).success;

export function parseSource(raw: unknown, where: string): SourceReport {
  const { version: _, ...source } = storedSource.parse(raw, where);
  // zod types an absent optional as `T | undefined`; an absent key stays absent in what it returns.
  return source as SourceReport;
}

export function serializeSource(source: SourceReport): string {
  return JSON.stringify({ version: storedSource.version, ...source });
}

/** A source's files in storage. source.json comes last: without it the rest is litter of an import that did not end. */
export const sourceFiles = (id: string) => ({
  folder: `sources/${id}`,
  report: `sources/${id}/source.json`,
  text: `sources/${id}/text.bin`,
  index: `sources/${id}/index.bin`,
  /** Pixels and samples of the rows that have some: see `schema/media.ts`. */
  media: `sources/${id}/media.bin`,
});
