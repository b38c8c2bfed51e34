import type { ImportedRecord } from '../entry';

export interface Message {
  readonly source: string;
  readonly plural?: string | undefined;
  readonly context?: string | undefined;
  /** One translation, or one for each plural form. */
  readonly targets: readonly (string | undefined)[];
}

type Range = Pick<ImportedRecord, 'row' | 'byteStart' | 'byteEnd'>;

/** The singular with its form, the plural with each other form. The header, whose message is empty, is none. */
export function messageRecords(range: Range, { source, plural, context, targets }: Message): ImportedRecord[] {
  if (source === '') return [];
  const forms = plural === undefined ? targets.slice(0, 1) : targets;
  return forms.map((target, form) => {
    const cells = new Map([
      ['source', form === 0 ? source : (plural ?? source)],
      ['target', target ?? ''],
      ['context', context ?? ''],
    ]);
    return { ...range, names: () => cells.keys(), cell: (name) => cells.get(name) };
  });
}
