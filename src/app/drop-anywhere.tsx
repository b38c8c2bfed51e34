import { Sprout } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ErrorReport } from '@/base/errors';
import { addFiles, refuseDrop } from '@/state/data-store';
import { goTo } from '@/state/journey-route';
import { collectDrop } from './collect-drop';
import styles from './drop-anywhere.module.css';

/** The whole window takes files, on every screen. */
export function DropAnywhere() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // dragenter and dragleave fire for every element on the way; the counter knows when the window itself is left.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth++;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(!hasTaker(event));
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      if (hasTaker(event)) return;
      goTo('data');
      void collectDrop(event.dataTransfer)
        .then(({ files, origin, name }) => addFiles(files, origin, name))
        .catch((error: unknown) => refuseDrop(unreadable(error)));
    };
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('dragover', hover);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('dragover', hover);
      removeEventListener('drop', drop);
    };
  }, []);
  if (!over) return null;
  return (
    <div className={styles.overlay} aria-hidden="true">
      <div className={styles.words}>
        <Sprout size={40} strokeWidth={1.5} />
        <p className={styles.title}>Drop to add</p>
        <p>Files and folders. They are read here and go nowhere else.</p>
      </div>
    </div>
  );
}

/** Whether what is under the pointer takes files itself (the place for a tokenizer). */
const hasTaker = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('[data-takes-files]') !== null;

/** The browser gives an entry but not its file: moved, deleted or locked in the meantime. */
const unreadable = (error: unknown): ErrorReport => ({
  code: 'import/unreadable-drop',
  what: 'The browser could not read this drop',
  where: error instanceof Error ? error.message : '',
  remedy: 'Check that the files are still there and may be read, then drop them again.',
});
