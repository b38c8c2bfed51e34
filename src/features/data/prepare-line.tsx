import type { DataState } from '@/state/data-store';
import { cancelData, prepareNow, useDataStore } from '@/state/data-store';
import { suggestVocabulary } from '@/state/data-store-settings';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { formatBytes, formatCount } from '@/ui/format';
import { Progress } from '@/ui/progress';
import styles from './prepare-line.module.css';

const STAGES = [
  ['import', 'Read'],
  ['inspect', 'Inspect'],
  ['clean', 'Clean'],
  ['split', 'Split'],
  ['tokenizer', 'Learn tokens'],
  ['encode', 'Encode'],
] as const;

/** Preparation runs by itself; this is where one sees it, stops it, or reads why it stopped. */
export function PrepareLine() {
  const state = useDataStore();
  const busy = state.imports.length > 0 || state.preparing;
  if (state.error) return <Failed state={state} />;
  if (busy || (!state.fresh && !state.cancelled && state.worker !== 'failed')) return <Busy state={state} />;
  if (state.cancelled)
    return (
      <div className={styles.line}>
        <p className={styles.words}>Preparation was cancelled. The next change starts it again.</p>
        <Button onPress={() => void prepareNow()}>Prepare now</Button>
      </div>
    );
  return null;
}

function Busy({ state }: { state: DataState }) {
  const { progress, imports } = state;
  const stage = imports.length > 0 && state.stage === 'done' ? 'import' : state.stage;
  const at = STAGES.findIndex(([id]) => id === stage);
  const label = progress?.label ?? (imports[0] ? `Reading ${imports[0].name}` : 'Preparing');
  const said = progress && progress.total > 0 ? saidOf(progress) : undefined;
  return (
    <div className={styles.line} role="status" aria-live="off">
      <div className={styles.words}>
        <ol className={styles.stages} aria-label="Stages of preparation">
          {STAGES.map(([id, name], i) => (
            <li key={id} aria-current={i === at ? 'step' : undefined} className={i < at ? styles.past : styles.stage}>
              {name}
            </li>
          ))}
        </ol>
        <Progress label={label} value={progress?.done ?? 0} total={progress?.total ?? 0} said={said} />
      </div>
      <Button onPress={() => void cancelData()}>Cancel</Button>
    </div>
  );
}

function saidOf({ done, total, unit }: NonNullable<DataState['progress']>): string {
  if (unit === 'bytes') return `${formatBytes(done)} of ${formatBytes(total)}`;
  return `${formatCount(done)} of ${formatCount(total)} ${unit}`;
}

function Failed({ state }: { state: DataState }) {
  if (!state.error) return null;
  const vocabulary = state.error.code === 'tokenizer/vocabulary-too-large';
  return (
    <ErrorCard
      error={state.error}
      actions={
        vocabulary ? (
          <Button onPress={suggestVocabulary}>Take a size that suits</Button>
        ) : state.sources.length > 0 ? (
          <Button onPress={() => void prepareNow()}>Try again</Button>
        ) : undefined
      }
    />
  );
}
