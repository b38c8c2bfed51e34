import { type ColumnRole, documentsOf, type Mapping, mappingProblem, type ShapeId } from '@/schema/shape';
import { UsageError } from './usage-error';

/** Words of the command line for what a column is for, and the shape that each makes of the rows. */
const ROLES: Readonly<Record<string, { readonly role: ColumnRole; readonly shape?: ShapeId }>> = {
  text: { role: 'text' },
  source: { role: 'source', shape: 'pairs' },
  target: { role: 'target', shape: 'pairs' },
  'source-language': { role: 'source language', shape: 'pairs' },
  'target-language': { role: 'target language', shape: 'pairs' },
  label: { role: 'label', shape: 'labelled' },
  user: { role: 'user', shape: 'sequences' },
  item: { role: 'item', shape: 'sequences' },
  audio: { role: 'file', shape: 'audio' },
  image: { role: 'file', shape: 'images' },
  group: { role: 'group' },
  time: { role: 'time' },
};

export const COLUMNS_HELP =
  'Columns of tables and keys of JSON: text columns as A,B, or each with its role as source=en,target=de (text, source, target, source-language, target-language, label, user, item, audio, image, group, time); without, the proposed ones.';

/**
 * `title,body` or `text=body,label=stars`; undefined for none. The roles decide the shape. Throws UsageError for a role that is none, and for
 * roles that make no row.
 */
export function mappingOf(argument: string, given: string): Mapping | undefined {
  const columns = given.split(',').flatMap((word) => word.trim() || []);
  if (columns.length === 0) return undefined;
  if (columns.every((word) => !word.includes('='))) return documentsOf(columns);
  let shape: ShapeId = 'documents';
  const mapped = columns.map((word) => {
    const at = word.indexOf('=');
    const known = at < 0 ? ROLES.text : ROLES[word.slice(0, at).trim()];
    if (!known)
      throw new UsageError(
        argument,
        `"${word.slice(0, at)}" is no role of a column`,
        `Take one of ${Object.keys(ROLES).join(', ')}.`,
      );
    shape = known.shape ?? shape;
    return { name: word.slice(at + 1).trim(), role: known.role };
  });
  const mapping: Mapping = { shape, columns: mapped };
  const problem = mappingProblem(mapping);
  if (problem)
    throw new UsageError(argument, problem, 'Write for example source=en,target=de or text=body,label=stars.');
  return mapping;
}
