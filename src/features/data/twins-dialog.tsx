import { useEffect, useState } from 'react';
import type { Leakage } from '@/schema/dataset';
import { documentsAt } from '@/state/data-store';
import { Dialog } from '@/ui/dialog';
import { formatCount } from '@/ui/format';
import { VisibleText } from '@/ui/visible-text';
import type { DocumentPreview } from '@/workers/protocol';
import { changedRegion, type Region } from './changed-region';
import styles from './twins-dialog.module.css';

type Leak = Leakage['pairs'][number];

export interface Twins {
  readonly title: string;
  /** By index in the corpus. */
  readonly pairs: readonly Pick<Leak, 'heldOut' | 'training' | 'kind'>[];
}

const SHOWN = 12;

/** Documents that are held out, each beside the one in training that it is like. */
export function TwinsDialog({ twins, onClose }: { twins: Twins | undefined; onClose: () => void }) {
  const [documents, setDocuments] = useState<readonly DocumentPreview[]>([]);
  const pairs = twins?.pairs.slice(0, SHOWN) ?? [];
  const wanted = pairs.flatMap(({ heldOut, training }) => [heldOut, training]).join();
  useEffect(() => {
    setDocuments([]);
    if (wanted === '') return;
    let current = true;
    void documentsAt(wanted.split(',').map(Number))
      .then((found) => current && setDocuments(found))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [wanted]);
  return (
    <Dialog title={twins?.title ?? ''} isOpen={twins !== undefined} onOpenChange={(open) => !open && onClose()} wide>
      <ul className={styles.list}>
        {pairs.map(({ heldOut, training, kind }, i) => (
          <Pair key={`${heldOut} ${training}`} heldOut={documents[2 * i]} training={documents[2 * i + 1]} kind={kind} />
        ))}
      </ul>
      {twins && twins.pairs.length > SHOWN && (
        <p className={styles.more}>
          The first {SHOWN} of {formatCount(twins.pairs.length)} pairs.
        </p>
      )}
    </Dialog>
  );
}

interface PairProps {
  heldOut: DocumentPreview | undefined;
  training: DocumentPreview | undefined;
  kind: Leak['kind'];
}

function Pair({ heldOut, training, kind }: PairProps) {
  if (!heldOut || !training) return null;
  const alike = heldOut.text === training.text;
  const regions = changedRegion(heldOut.text, training.text);
  const beginning = (text: string): Region => ({ lead: text.slice(0, 300), changed: '', tail: '' });
  return (
    <li>
      <p className={styles.kind}>
        {kind === 'near' ? 'Nearly the same' : alike ? 'The same text' : 'The same text after cleaning'}
      </p>
      <div className={styles.sides}>
        <Side title="Held out" document={heldOut} region={alike ? beginning(heldOut.text) : regions.before} />
        <Side title="Trained on" document={training} region={alike ? beginning(training.text) : regions.after} />
      </div>
    </li>
  );
}

function Side({ title, document, region }: { title: string; document: DocumentPreview; region: Region }) {
  const { file, row } = document.provenance;
  return (
    <div className={styles.side}>
      <p className={styles.place}>
        <strong>{title}</strong>: {file}
        {row === undefined ? '' : `, row ${formatCount(row)}`}
      </p>
      <pre className={styles.text}>
        <VisibleText text={region.lead} />
        {region.changed !== '' && (
          <mark className={styles.differs}>
            <VisibleText text={region.changed} />
          </mark>
        )}
        <VisibleText text={region.tail} />
      </pre>
    </div>
  );
}
