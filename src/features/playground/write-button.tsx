import { Play, Square } from 'lucide-react';
import { stopWriting, usePlayground, write } from '@/state/playground-store';
import { Button } from '@/ui/button';
import { useObstacle } from './use-obstacle';

/** Write, or stop writing. */
export function WriteButton() {
  const writing = usePlayground((s) => s.writing !== undefined);
  const obstacle = useObstacle();
  if (writing)
    return (
      <Button variant="primary" icon={<Square size={14} aria-hidden />} onPress={() => void stopWriting()}>
        Stop
      </Button>
    );
  return (
    <Button
      variant="primary"
      icon={<Play size={16} aria-hidden />}
      isDisabled={obstacle !== undefined}
      onPress={() => void write()}
    >
      Write
    </Button>
  );
}
