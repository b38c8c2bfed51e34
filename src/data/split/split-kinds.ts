import type { SplitConfig } from '@/schema/dataset';
import type { SourceReport } from '@/schema/source';

export interface SplitKind {
  readonly id: SplitConfig['by'];
  readonly label: string;
  readonly help: string;
}

/** What documents can be divided by. */
export const splitKinds = [
  { id: 'document', label: 'Document', help: 'Documents at random: none is on both sides.' },
  { id: 'file', label: 'File', help: 'Whole files at random: what stands in one file is on one side.' },
  { id: 'group', label: 'Group', help: 'Whole users, authors or speakers at random: the model meets new ones.' },
  { id: 'time', label: 'Time', help: 'The latest documents are held out, as a model will be used.' },
  { id: 'label', label: 'Label', help: 'Documents at random, the same share of every label.' },
] as const satisfies readonly SplitKind[];

export type SplitChoice = SplitKind & {
  /** Why these sources cannot be divided so. */
  readonly unavailable?: string;
};

/** All kinds, with the reason for those that these sources do not serve. */
export function splitChoices(sources: readonly SourceReport[]): SplitChoice[] {
  const files = sources.reduce((sum, source) => sum + source.files.filter(({ documents }) => documents > 0).length, 0);
  const roles = new Set(sources.flatMap(({ columns }) => columns?.mapping.columns.map(({ role }) => role) ?? []));
  const reasons: Partial<Record<SplitConfig['by'], string>> = {
    ...(files < 2 ? { file: 'There is only one file with text.' } : {}),
    ...(roles.has('group') || roles.has('user') ? {} : { group: noColumn('group') }),
    ...(roles.has('time') ? {} : { time: noColumn('time') }),
    ...(roles.has('label') ? {} : { label: noColumn('label') }),
  };
  return splitKinds.map((kind) => {
    const unavailable = reasons[kind.id];
    return unavailable === undefined ? kind : { ...kind, unavailable };
  });
}

const noColumn = (role: string) => `No column is the ${role}: choose one in the corpus.`;
