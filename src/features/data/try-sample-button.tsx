import { Sprout } from 'lucide-react';
import { tryWithSample, useJourneyStore } from '@/state/journey';
import { Button } from '@/ui/button';

export function TrySampleButton() {
  const busy = useJourneyStore((s) => s.sampleId !== undefined);
  return (
    <Button
      variant="primary"
      size="large"
      icon={<Sprout size={18} aria-hidden />}
      isDisabled={busy}
      onPress={() => void tryWithSample()}
    >
      Try with a sample
    </Button>
  );
}
