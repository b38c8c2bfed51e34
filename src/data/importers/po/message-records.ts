import type { ImportedRecord } from '../entry';

export interface Message {
  readonly source: string;
  readonly plural?: string | undefined;
  readonly context?: string | undefined;
  /** Of the translation, as the file's header names it. */
  readonly language?: string | undefined;
  /** One translation, or one for each plural form. */
  readonly targets: readonly (string | undefined)[];
}

type Range = Pick<ImportedRecord, 'row' | 'byteStart' | 'byteEnd'>;

/** The singular with its form, the plural with each other form. The header, whose message is empty, is none. */
export function messageRecords(
  range: Range,
  { source, plural, context, language, targets }: Message,
): ImportedRecord[] {
  if (source === '') return [];
  const forms = plural === undefined ? targets.slice(0, 1) : targets;
  return forms.map((target, form) => {
    const cells = new Map<string, string>([
      ['source', form === 0 ? source : (plural ?? source)],
      ['target', target ?? ''],
      ['context', context ?? ''],
      ...(language === undefined ? [] : ([['target language', language]] as const)),
    ]);
    return { ...range, names: () => cells.keys(), cell: (name) => cells.get(name) };
  });
}

/** The language that a header (the translation of the empty message) names: `Language: pt_BR`. */
export const languageOf = (header: string): string | undefined => /^Language:[ \t]*([\w@.-]{2,20})/im.exec(header)?.[1];
