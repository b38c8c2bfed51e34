import { judge, usePlayground } from '@/state/playground-store';
import { Button } from '@/ui/button';
import { useObstacle } from './use-obstacle';

/** Judges held-out text; after that, the next stretch of it. */
export function JudgeButton() {
  const { judged, judging, window, writing } = usePlayground();
  const obstacle = useObstacle();
  const first = judged.length === 0;
  return (
    <Button
      variant="primary"
      isDisabled={judging || writing !== undefined || obstacle !== undefined}
      onPress={() => void judge(first ? 0 : window + 1)}
    >
      {judging ? 'Judging' : first ? 'Judge held-out text' : 'Next stretch'}
    </Button>
  );
}
