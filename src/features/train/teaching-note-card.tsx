import { Lightbulb, X } from 'lucide-react';
import { memo, useCallback, useMemo } from 'react';
import { metricSeries } from '@/state/metric-series';
import { useRunStore } from '@/state/run-store';
import { dismissNote, useRunView } from '@/state/run-store-view';
import { useSource } from '@/ui/chart/use-source';
import { IconButton } from '@/ui/icon-button';
import { saidStep } from './said';
import styles from './teaching-note-card.module.css';
import { teachingNotes } from './teaching-notes';

/** For how much of the run a note is news. */
const NEWS_SHARE = 0.2;

/** The latest thing worth knowing about this curve, until it is put away. */
export function TeachingNoteCard() {
  const version = useSource(metricSeries, 1000);
  const dataset = useRunStore((s) => s.dataset);
  const steps = useRunStore((s) => s.status.steps);
  const dismissed = useRunView((v) => v.dismissed);
  const notes = useMemo(() => {
    void version;
    if (!dataset) return [];
    return teachingNotes(metricSeries, {
      vocabularySize: dataset.tokenizer.vocabularySize,
      unigramLoss: dataset.unigramLoss,
    });
  }, [version, dataset]);
  const last = metricSeries.lastStep;
  const note = notes.findLast(
    ({ id, step }) => !dismissed.includes(id) && (id === 'memorising' || last - step < NEWS_SHARE * steps),
  );
  // Older notes have been overtaken: putting the last away puts them away too.
  const ids = notes.map(({ id }) => id).join(' ');
  const putAway = useCallback(() => ids.split(' ').forEach(dismissNote), [ids]);
  return <div aria-live="polite">{note && <Note step={note.step} text={note.text} onClose={putAway} />}</div>;
}

interface NoteProps {
  step: number;
  text: string;
  onClose: () => void;
}

const Note = memo(function Note({ step, text, onClose }: NoteProps) {
  return (
    <p className={styles.note}>
      <Lightbulb size={16} aria-hidden className={styles.icon} />
      <span>
        <span className={styles.step}>Step {saidStep(step)}.</span> {text}
      </span>
      <IconButton label="Put this note away" className={styles.close} onPress={onClose}>
        <X size={15} aria-hidden />
      </IconButton>
    </p>
  );
});
