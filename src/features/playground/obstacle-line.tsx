import { Pause } from 'lucide-react';
import { pauseRun, restartTrainer, useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import styles from './obstacle-line.module.css';
import { useObstacle } from './use-obstacle';

/** What stands in the way of an answer, with the button that moves it. */
export function ObstacleLine() {
  const obstacle = useObstacle();
  const phase = useRunStore((s) => s.status.phase);
  if (obstacle === 'running')
    return (
      <div className={styles.line} role="status">
        <p>Pause the run to talk: training and writing share one device.</p>
        <Button
          icon={<Pause size={15} aria-hidden />}
          isDisabled={phase === 'stopping'}
          onPress={() => void pauseRun()}
        >
          Pause
        </Button>
      </div>
    );
  if (obstacle === 'stopped')
    return (
      <div className={styles.line} role="status">
        <p>The trainer has stopped; the last checkpoint is kept.</p>
        <Button onPress={() => void restartTrainer()}>Restart the trainer</Button>
      </div>
    );
  return null;
}
