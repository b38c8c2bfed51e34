import { models } from '@/ml/models';
import { useDataStore } from '@/state/data-store';
import { expectedVocabulary } from '@/state/journey-readiness';
import { useTrainAction } from '@/state/journey-train';
import { setModelOption, useSettingsStore } from '@/state/settings-store';
import { Button } from '@/ui/button';
import { OptionForm } from '@/ui/option-form';
import { Panel } from '@/ui/panel';
import { Screen } from '@/ui/screen';
import { FamilyChoice } from './family-choice';
import { ModelNumbers } from './model-numbers';
import styles from './model-screen.module.css';
import { ModelStack } from './model-stack';
import { presetBase } from './preset-base';
import { PresetCards } from './preset-cards';
import { Refusal } from './refusal';

/** The shape of the model: a preset, then its dimensions by hand, then everything. */
export function ModelScreen() {
  const { label, missing, press } = useTrainAction();
  const model = useSettingsStore((s) => s.model);
  const presetId = useSettingsStore((s) => s.presetId);
  const notes = useSettingsStore((s) => s.notes);
  const vocabulary = useDataStore(expectedVocabulary);
  const entry = models.get(model.id);
  return (
    <Screen
      title="Model"
      action={
        <Button variant="primary" size="large" missing={missing} onPress={press}>
          {label}
        </Button>
      }
    >
      <Refusal />
      <FamilyChoice />
      <PresetCards />
      <div className={styles.shape}>
        <Panel title="Shape" aside="drag a handle, or use the arrow keys">
          <ModelStack />
          <ul className={styles.notes} aria-live="polite" aria-label="What moved along">
            {notes.map((note) => (
              <li key={note.option}>{note.message}</li>
            ))}
          </ul>
        </Panel>
        <ModelNumbers />
      </div>
      <Panel title="Every dimension" look="plain" aside="resets go back to the preset">
        <OptionForm
          specs={entry.options}
          values={model.options}
          base={presetBase(entry, presetId)}
          columns={2}
          onChange={(name, value) => setModelOption(name, value, vocabulary)}
        />
      </Panel>
    </Screen>
  );
}
