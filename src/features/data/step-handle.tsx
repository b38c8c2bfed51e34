import { GripVertical } from 'lucide-react';
import styles from './step-handle.module.css';

/** What is dragged is a step, and no file. */
export const STEP_TYPE = 'application/x-loam-cleaning-step';

interface Props {
  id: string;
  label: string;
  place: number;
  of: number;
  onMove: (by: 1 | -1) => void;
}

/** Grips a step: drag it, or press the arrow keys. */
export function StepHandle({ id, label, place, of, onMove }: Props) {
  return (
    <button
      type="button"
      draggable
      className={styles.handle}
      title="Drag, or press the arrow keys"
      aria-label={`${label}, step ${place} of ${of}: the arrow keys move it`}
      onDragStart={(event) => {
        event.dataTransfer.setData(STEP_TYPE, id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        onMove(event.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <GripVertical size={16} aria-hidden />
    </button>
  );
}
