import { useEffect, useState } from 'react';
import { documentsAt } from '@/state/data-store';
import { Dialog } from '@/ui/dialog';
import { formatCount } from '@/ui/format';
import { VisibleText } from '@/ui/visible-text';
import type { DocumentPreview } from '@/workers/protocol';
import styles from './dropped-documents.module.css';
import type { Behind } from './quality-tab';

const SHOWN = 12;

/** Some of the documents behind a bar, as they came in. */
export function BehindDialog({ behind, onClose }: { behind: Behind | undefined; onClose: () => void }) {
  const [documents, setDocuments] = useState<readonly DocumentPreview[]>([]);
  useEffect(() => {
    setDocuments([]);
    if (!behind) return;
    let current = true;
    void documentsAt(behind.documents.slice(0, SHOWN))
      .then((found) => current && setDocuments(found))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [behind]);
  return (
    <Dialog title={behind?.title ?? ''} isOpen={behind !== undefined} onOpenChange={(open) => !open && onClose()}>
      <ul className={styles.list}>
        {documents.map(({ provenance, text, characters }) => (
          <li key={`${provenance.file} ${provenance.row} ${provenance.byteStart}`} className={styles.document}>
            <p className={styles.place}>
              {provenance.file}
              {provenance.row === undefined ? '' : `, row ${formatCount(provenance.row)}`}, {formatCount(characters)}{' '}
              characters
            </p>
            <pre className={styles.text}>
              <VisibleText text={text.slice(0, 300)} />
              {characters > 300 && ' …'}
            </pre>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
