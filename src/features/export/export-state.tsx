import { useExportStore, writeExport } from '@/state/export-store';
import { useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { formatBytes } from '@/ui/format';
import { Progress } from '@/ui/progress';
import { saveFile } from '@/ui/save-file';
import styles from './export-state.module.css';
import { fileName } from './file-name';

/** How the writing stands: under way, done, or why not. */
export function ExportState() {
  const { phase, progress, error, file, of } = useExportStore();
  const { runId, name, best } = useRunStore((s) => s.status);
  if (phase === 'writing')
    return (
      <Progress
        label={progress?.label || 'Collecting the weights'}
        value={progress?.done ?? 0}
        total={progress?.total ?? 0}
        said={
          progress?.unit === 'bytes' && progress.total > 0
            ? `${formatBytes(progress.done)} of ${formatBytes(progress.total)}`
            : undefined
        }
      />
    );
  if (phase === 'failed' && error)
    return <ErrorCard error={error} actions={<Button onPress={() => void writeExport()}>Try again</Button>} />;
  if (phase === 'ready' && file && of?.runId === runId) {
    const newer = of.bestStep !== best?.step;
    return (
      <div className={styles.ready} role="status">
        <p>
          Saved {fileName(name, 'zip')}, {formatBytes(file.size)}
          {newer
            ? '. The run has better weights since; download again to have them.'
            : '. Look in your downloads folder.'}
        </p>
        {!newer && <Button onPress={() => saveFile(file, fileName(name, 'zip'))}>Save it again</Button>}
      </div>
    );
  }
  return null;
}
