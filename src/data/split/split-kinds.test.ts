import { expect, it } from 'vitest';
import type { ColumnRole } from '@/schema/shape';
import type { SourceReport } from '@/schema/source';
import { splitChoices } from './split-kinds';

const file = (documents: number) => ({ path: 'a', importer: 'csv', documents, sizeBytes: 1, problems: [] });

function source(files: number[], ...roles: ColumnRole[]): SourceReport {
  const columns = roles.map((role) => ({ name: role, role }));
  return {
    id: 's',
    name: 's',
    origin: 'file',
    sizeBytes: 1,
    documents: 1,
    characters: 1,
    textBytes: 1,
    files: files.map(file),
    ...(roles.length > 0 ? { columns: { available: [], mapping: { shape: 'labelled', columns } } } : {}),
  };
}
const offered = (...sources: SourceReport[]) =>
  splitChoices(sources).flatMap(({ id, unavailable }) => (unavailable === undefined ? id : []));

it('offers what the sources serve', () => {
  expect(offered(source([1]))).toEqual(['document']);
  expect(offered(source([1, 0, 2]))).toEqual(['document', 'file']);
  expect(offered(source([1]), source([1]))).toEqual(['document', 'file']);
  expect(offered(source([5], 'text', 'label'))).toEqual(['document', 'label']);
  expect(offered(source([5], 'text', 'group', 'time'))).toEqual(['document', 'group', 'time']);
  expect(offered(source([5], 'item', 'user'))).toEqual(['document', 'group']);
});

it('says of the others why not', () => {
  const reasons = Object.fromEntries(splitChoices([source([5])]).map(({ id, unavailable }) => [id, unavailable]));
  expect(reasons).toMatchObject({
    file: 'There is only one file with text.',
    time: expect.stringContaining('No column'),
  });
});
