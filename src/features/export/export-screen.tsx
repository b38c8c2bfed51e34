import { PackageOpen } from 'lucide-react';
import { useState } from 'react';
import { exporters } from '@/export';
import { goTo } from '@/state/journey-route';
import { useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Screen } from '@/ui/screen';
import { DownloadButton } from './download-button';
import styles from './export-screen.module.css';
import { ExportState } from './export-state';
import { FileList } from './file-list';
import { FormatChoice } from './format-choice';
import { RunFacts } from './run-facts';
import { Snippet } from './snippet';

/** Taking the model home: which format, what is in it, what opens it, how to use it. */
export function ExportScreen() {
  const ready = useRunStore((s) => s.status.best !== undefined);
  const [format, setFormat] = useState(exporters.ids[0] ?? '');
  const entry = exporters.get(format);
  if (!ready)
    return (
      <Screen title="Export">
        <EmptyState
          icon={<PackageOpen size={28} strokeWidth={1.5} aria-hidden />}
          title="No weights to take home yet"
          action={
            <Button variant="primary" onPress={() => goTo('train')}>
              Open Train
            </Button>
          }
        >
          The weights with the lowest validation loss are kept from the first evaluation of a run on, and can be
          exported even while it goes on.
        </EmptyState>
      </Screen>
    );
  return (
    <Screen
      title="Export"
      lead="Weights, tokenizer and everything that says how they came about, in one file."
      action={<DownloadButton entry={entry} />}
    >
      <ExportState />
      <div className={styles.columns}>
        <div className={styles.main}>
          {exporters.entries.length > 1 && <FormatChoice value={format} onChange={setFormat} />}
          <FileList entry={entry} />
          <Snippet entry={entry} />
        </div>
        <RunFacts />
      </div>
    </Screen>
  );
}
