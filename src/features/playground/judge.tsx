import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { judge, usePlayground } from '@/state/playground-store';
import { useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { IconButton } from '@/ui/icon-button';
import styles from './judge.module.css';
import { JudgedText } from './judged-text';
import { ObstacleLine } from './obstacle-line';
import { TokenDetails } from './token-details';
import { useObstacle } from './use-obstacle';

/** Text that the model never trained on, each token with the probability it was given. */
export function Judge() {
  const { judged, judging, judgeError, window, writing } = usePlayground();
  const best = useRunStore((s) => s.status.best);
  const obstacle = useObstacle();
  const [selected, select] = useState<number>();
  const blocked = judging || writing !== undefined || obstacle !== undefined;
  const go = (to: number) => {
    select(undefined);
    void judge(Math.max(0, to));
  };
  const token = selected === undefined ? undefined : judged[selected];
  return (
    <div className={styles.judge}>
      <ObstacleLine />
      {judgeError && <ErrorCard error={judgeError} actions={<Button onPress={() => go(window)}>Try again</Button>} />}
      {judged.length === 0 ? (
        <div className={styles.start}>
          <p>
            Held-out text, which the model never trained on: each token is marked by the probability the model gave it
            {best ? `, with the best weights of step ${best.step.toLocaleString('en-US')}` : ''}.
          </p>
        </div>
      ) : (
        <>
          <div className={styles.head}>
            <Legend />
            <div className={styles.tools}>
              <IconButton label="Stretch before" isDisabled={blocked || window === 0} onPress={() => go(window - 1)}>
                <ChevronLeft size={18} aria-hidden />
              </IconButton>
              <span className={styles.window}>Stretch {window + 1}</span>
              <IconButton label="Next stretch" isDisabled={blocked} onPress={() => go(window + 1)}>
                <ChevronRight size={18} aria-hidden />
              </IconButton>
            </div>
          </div>
          <div className={styles.view} aria-busy={judging}>
            <JudgedText tokens={judged} selected={selected} onSelect={select} />
            <TokenDetails token={token} />
          </div>
        </>
      )}
    </div>
  );
}

function Legend() {
  return (
    <ul className={styles.legend} aria-label="Marks">
      <li data-level="sure">over 50 %</li>
      <li data-level="likely">10 to 50 %</li>
      <li data-level="unlikely">1 to 10 %</li>
      <li data-level="wrong">under 1 %</li>
    </ul>
  );
}
