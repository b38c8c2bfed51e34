import { Download, X } from 'lucide-react';
import type { ExporterEntry } from '@/export/entry';
import { cancelExport, useExportStore, writeExport } from '@/state/export-store';
import { restartTrainer, useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { formatBytes } from '@/ui/format';
import { saveFile } from '@/ui/save-file';
import { useWeightBytes } from './file-list';
import { fileName } from './file-name';

/** Writes the file, then saves it: one press. */
export function DownloadButton({ entry }: { entry: ExporterEntry }) {
  const phase = useExportStore((s) => s.phase);
  const name = useRunStore((s) => s.status.name);
  const dead = useRunStore((s) => s.worker === 'failed');
  const { all } = useWeightBytes();
  if (dead)
    return (
      <Button variant="primary" onPress={() => void restartTrainer()}>
        Restart the trainer
      </Button>
    );
  if (phase === 'writing')
    return (
      <Button icon={<X size={16} aria-hidden />} onPress={() => void cancelExport()}>
        Cancel
      </Button>
    );
  const download = async () => {
    const file = await writeExport();
    if (file) saveFile(file, fileName(name, entry.extension));
  };
  return (
    <Button variant="primary" icon={<Download size={16} aria-hidden />} onPress={() => void download()}>
      Download{all > 0 ? `, ${formatBytes(Number(all.toPrecision(2)))}` : ''}
    </Button>
  );
}
