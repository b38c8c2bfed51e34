import { models } from '@/ml/models';
import type { Preset } from '@/ml/models/entry';
import { useDataStore } from '@/state/data-store';
import { useDeviceStore } from '@/state/device-store';
import { expectedVocabulary, modelFacts, useModelFacts } from '@/state/journey-readiness';
import { applyPreset, useSettingsStore } from '@/state/settings-store';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { presetBase } from './preset-base';

/** A shape that this machine cannot hold is refused here, with the number that is too large, what would fit, and one press to get there. */
export function Refusal() {
  const { refusals } = useModelFacts();
  const fitting = useLargestFitting();
  // Several limits are often passed at once; the tightest one says it all.
  const [refusal] = [...refusals].sort((a, b) => a.allowedBytes - b.allowedBytes);
  if (!refusal) return null;
  return (
    <ErrorCard
      error={{ code: 'run/does-not-fit', what: refusal.what, where: '', remedy: refusal.remedy }}
      actions={
        fitting && (
          <Button onPress={() => applyPreset(fitting.id)}>Take {fitting.label.split(',')[0]}, which fits</Button>
        )
      }
    />
  );
}

/** The largest preset that fits with the batch size as it is. */
function useLargestFitting(): Preset | undefined {
  const settings = useSettingsStore();
  const vocabulary = useDataStore(expectedVocabulary);
  const report = useDeviceStore((s) => s.report);
  const entry = models.get(settings.model.id);
  return entry.presets.findLast((preset) => {
    const model = { id: entry.id, options: presetBase(entry, preset.id) };
    return modelFacts({ ...settings, model }, vocabulary, report).refusals.length === 0;
  });
}
