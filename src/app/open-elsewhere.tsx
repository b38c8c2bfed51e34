import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Screen } from '@/ui/screen';

/** What a second tab shows: the first one owns the data and the run. */
export function OpenElsewhere() {
  return (
    <Screen title="Loam is open in another tab">
      <EmptyState
        title="Your data and your run are over there"
        action={<Button onPress={() => location.reload()}>Try again</Button>}
      >
        Two tabs would write the same files. Go on in the other tab, or close it: this one then takes over by itself.
      </EmptyState>
    </Screen>
  );
}
