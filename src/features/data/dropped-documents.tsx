import { ChevronLeft, ChevronRight, LifeBuoy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cleaningSteps } from '@/data/cleaning';
import { droppedFrom, useDataStore } from '@/state/data-store';
import { forgetRescued, rescue } from '@/state/data-store-settings';
import { Button } from '@/ui/button';
import { formatCount } from '@/ui/format';
import { IconButton } from '@/ui/icon-button';
import { Panel } from '@/ui/panel';
import { Select } from '@/ui/select';
import { VisibleText } from '@/ui/visible-text';
import type { DroppedPage, DroppedPreview } from '@/workers/protocol';
import styles from './dropped-documents.module.css';

const PAGE = 4;
const ANY = 'any';

/** Every document that cleaning took out, with the reason, and the way back. */
export function DroppedDocuments() {
  const dataset = useDataStore((s) => (s.fresh ? s.dataset : undefined));
  const rescued = useDataStore((s) => s.config.rescued) ?? [];
  const [step, setStep] = useState(ANY);
  const [from, setFrom] = useState(0);
  const [page, setPage] = useState<DroppedPage>();
  const id = dataset?.id;
  useEffect(() => {
    if (!id) return;
    let current = true;
    const ask = async () => {
      const found = await droppedFrom({ from, count: PAGE, ...(step === ANY ? {} : { step }) });
      if (current) setPage(found);
    };
    void ask().catch(() => {});
    return () => {
      current = false;
    };
  }, [id, from, step]);
  const dropping = dataset?.audit.filter(({ dropped }) => Object.values(dropped).some((n) => n > 0)) ?? [];
  const choices = [
    { id: ANY, label: 'All steps' },
    ...dropping.map((audit) => ({ id: audit.id, label: cleaningSteps.get(audit.id).label })),
  ];
  const total = page?.total ?? 0;
  return (
    <Panel
      title="Dropped documents"
      aside={total > 0 ? formatCount(total) : 'none'}
      actions={
        total > PAGE && (
          <>
            <IconButton label="Earlier" isDisabled={from === 0} onPress={() => setFrom(Math.max(0, from - PAGE))}>
              <ChevronLeft size={18} aria-hidden />
            </IconButton>
            <IconButton label="Later" isDisabled={from + PAGE >= total} onPress={() => setFrom(from + PAGE)}>
              <ChevronRight size={18} aria-hidden />
            </IconButton>
          </>
        )
      }
    >
      {dropping.length > 1 && (
        <Select
          label="Dropped by"
          hideLabel
          value={choices.some((choice) => choice.id === step) ? step : ANY}
          choices={choices}
          onChange={(next) => {
            setStep(next);
            setFrom(0);
          }}
        />
      )}
      {total > 0 && (
        <ul className={styles.list}>
          {page?.documents.map((document) => (
            <Dropped key={document.key} document={document} />
          ))}
        </ul>
      )}
      {rescued.length > 0 && (
        <p className={styles.rescued}>
          {rescued.length === 1 ? 'One document is' : `${formatCount(rescued.length)} documents are`} rescued: no step
          drops {rescued.length === 1 ? 'it' : 'them'}.{' '}
          <Button variant="quiet" onPress={forgetRescued}>
            Undo
          </Button>
        </p>
      )}
    </Panel>
  );
}

function Dropped({ document }: { document: DroppedPreview }) {
  const { provenance, step, reason, text, characters, key } = document;
  const row = provenance.row === undefined ? '' : `, row ${formatCount(provenance.row)}`;
  return (
    <li className={styles.document}>
      <p className={styles.why}>
        <strong>{reason}</strong> by {cleaningSteps.get(step).label}
      </p>
      <p className={styles.place}>
        {provenance.file}
        {row}, {formatCount(characters)} characters
      </p>
      <pre className={styles.text}>
        <VisibleText text={text.slice(0, 300)} />
        {characters > 300 && ' …'}
      </pre>
      <Button variant="quiet" icon={<LifeBuoy size={16} aria-hidden />} onPress={() => rescue(key)}>
        Rescue
      </Button>
    </li>
  );
}
