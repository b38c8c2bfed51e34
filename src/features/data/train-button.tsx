import { useTrainAction } from '@/state/journey-train';
import { Button } from '@/ui/button';

export function TrainButton() {
  const { label, missing, press } = useTrainAction();
  return (
    <Button variant="primary" size="large" missing={missing} onPress={press}>
      {label}
    </Button>
  );
}
