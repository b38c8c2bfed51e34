import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Provenance } from '@/schema/document';
import { documentsFrom, useDataStore } from '@/state/data-store';
import { formatCount } from '@/ui/format';
import { IconButton } from '@/ui/icon-button';
import { Panel } from '@/ui/panel';
import { VisibleText } from '@/ui/visible-text';
import type { DocumentPreview } from '@/workers/protocol';
import { RowFields } from './row-fields';
import { RowMedia } from './row-media';
import styles from './sample-documents.module.css';

const PAGE = 3;

/** Some documents as they came in, each with the place it came from; further pages on demand. */
export function SampleDocuments() {
  const report = useDataStore((s) => s.report);
  const [from, setFrom] = useState(0);
  const [page, setPage] = useState<readonly DocumentPreview[]>();
  // Another corpus begins at its first page again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the report's identity is the corpus's.
  useEffect(() => {
    setFrom(0);
    setPage(undefined);
  }, [report]);
  if (!report || report.samples.length === 0) return null;
  const shown = page ?? report.samples.slice(0, PAGE);
  const turn = async (to: number): Promise<void> => {
    const documents = await documentsFrom(to, PAGE);
    // What is shown at first is some of the corpus: where that is its beginning, what comes later is the second page.
    if (!page && to === 0 && documents.every((one, i) => samePlace(one, shown[i]))) return turn(PAGE);
    setFrom(to);
    setPage(documents);
  };
  return (
    <Panel
      title="Documents"
      aside={
        page
          ? `${formatCount(from + 1)} to ${formatCount(from + shown.length)} of ${formatCount(report.documents)}`
          : `some of ${formatCount(report.documents)}`
      }
      actions={
        report.documents > PAGE && (
          <>
            <IconButton
              label="Earlier documents"
              isDisabled={from === 0}
              onPress={() => void turn(Math.max(0, from - PAGE))}
            >
              <ChevronLeft size={18} aria-hidden />
            </IconButton>
            <IconButton
              label="Later documents"
              isDisabled={from + PAGE >= report.documents}
              onPress={() => void turn(page ? from + PAGE : 0)}
            >
              <ChevronRight size={18} aria-hidden />
            </IconButton>
          </>
        )
      }
    >
      <ul className={styles.list}>
        {shown.map((document) => (
          <li key={placeOf(document.provenance)} className={styles.document}>
            <p className={styles.place}>
              <span>{placeOf(document.provenance)}</span>
              <span className={styles.size}>{formatCount(document.characters)} characters</span>
            </p>
            <div className={styles.body}>
              {document.row?.media && <RowMedia media={document.row.media} />}
              {document.row ? (
                <RowFields row={document.row} />
              ) : (
                <pre className={styles.text}>
                  <VisibleText text={document.text.slice(0, 600)} />
                  {document.characters > 600 && ' …'}
                </pre>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const samePlace = (a: DocumentPreview, b: DocumentPreview | undefined) =>
  b !== undefined && placeOf(a.provenance) === placeOf(b.provenance);

/** "mail.jsonl, line 12, bytes 4,096 to 5,010". */
function placeOf({ file, row, byteStart, byteEnd }: Provenance): string {
  const parts = [
    file,
    row === undefined ? '' : `row ${formatCount(row)}`,
    `bytes ${formatCount(byteStart)} to ${formatCount(byteEnd)}`,
  ];
  return parts.filter(Boolean).join(', ');
}
