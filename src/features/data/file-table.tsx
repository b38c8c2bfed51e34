import { useState } from 'react';
import { importers } from '@/data/importers';
import { type Mapping, shapeOf } from '@/schema/shape';
import type { EncodingReport, FileReport } from '@/schema/source';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { formatBytes, formatCount } from '@/ui/format';
import styles from './file-table.module.css';

const FIRST = 20;
const FIRST_COLUMNS = 6;

/** Files of a source: those with problems first, each problem with its line. */
export function FileTable({ files }: { files: readonly FileReport[] }) {
  const [all, setAll] = useState(false);
  const sorted = [...files].sort((a, b) => b.problems.length - a.problems.length);
  const shown = all ? sorted : sorted.slice(0, FIRST);
  return (
    <div className={styles.wrap}>
      <table className={styles.table}>
        <caption className="visually-hidden">Files</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Read as</th>
            <th scope="col" className={styles.number}>
              Documents
            </th>
            <th scope="col" className={styles.number}>
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((file) => (
            <FileRows key={file.path} file={file} />
          ))}
        </tbody>
      </table>
      {sorted.length > shown.length && (
        <Button variant="quiet" onPress={() => setAll(true)}>
          Show all {formatCount(sorted.length)} files
        </Button>
      )}
    </div>
  );
}

function FileRows({ file }: { file: FileReport }) {
  return (
    <>
      <tr>
        <th scope="row" className={styles.path}>
          {file.path}
        </th>
        <td>
          {formatSaid(file)}
          {file.encoding && <span className={styles.encoding}>{encodingSaid(file.encoding)}</span>}
          {file.mapping && file.documents > 0 && <span className={styles.encoding}>{mappingSaid(file.mapping)}</span>}
        </td>
        <td className={styles.number}>{formatCount(file.documents)}</td>
        <td className={styles.number}>{formatBytes(file.sizeBytes)}</td>
      </tr>
      {file.problems.map((problem) => (
        <tr key={problem.code + problem.where} className={styles.problemRow}>
          <td colSpan={4}>
            <ErrorCard
              severity={problem.severity}
              error={{
                ...problem,
                where:
                  problem.count > 1 ? `${problem.where}, and ${formatCount(problem.count - 1)} more` : problem.where,
              }}
            />
          </td>
        </tr>
      ))}
    </>
  );
}

/** Pictures and recordings have readers of their own, whose name is what they are. */
function formatSaid({ importer, documents }: FileReport): string {
  if (documents === 0 || importer === '') return 'not read';
  return importers.entries.find(({ id }) => id === importer)?.label ?? importer;
}

/** "utf-8, valid", "windows-1252, 87 % sure": how it was found is part of the answer. */
function encodingSaid(encoding: EncodingReport): string {
  const how = {
    'byte-order mark': 'by its mark',
    'valid UTF-8': 'valid',
    'null-byte pattern': 'by its zeros',
    declared: 'as the file says',
    statistics: encoding.confidence === undefined ? 'likely' : `${Math.round(encoding.confidence * 100)} % sure`,
  }[encoding.how];
  return `${encoding.name}, ${how}`;
}

/** "Pairs: en (source), de (target)": several tables in one drop may be made into rows of different kinds. */
function mappingSaid({ shape, columns }: Mapping): string {
  const shown = columns.slice(0, FIRST_COLUMNS).map(({ name, role }) => (role === 'text' ? name : `${name} (${role})`));
  const more = columns.length - shown.length;
  return `${shapeOf(shape).label}: ${shown.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}
