import { MessageSquareText } from 'lucide-react';
import { useState } from 'react';
import { goTo } from '@/state/journey-route';
import { isOn, useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Screen } from '@/ui/screen';
import { Tabs } from '@/ui/tabs';
import { Judge } from './judge';
import { JudgeButton } from './judge-button';
import { Outputs } from './outputs';
import styles from './playground-screen.module.css';
import { PromptArea } from './prompt-area';
import { WriteButton } from './write-button';
import { WritingSettings } from './writing-settings';

/** Talking to the model, and seeing where it is right. */
export function PlaygroundScreen() {
  const weights = useRunStore((s) => s.status.best !== undefined || s.status.phase === 'paused');
  const on = useRunStore((s) => isOn(s.status.phase));
  const [tab, setTab] = useState('write');
  const name = useRunStore((s) => s.status.name);
  if (!weights)
    return (
      <Screen title="Playground">
        <EmptyState
          icon={<MessageSquareText size={28} strokeWidth={1.5} aria-hidden />}
          title="No model to talk to yet"
          action={
            <Button variant="primary" onPress={() => goTo('train')}>
              Open Train
            </Button>
          }
        >
          {on
            ? 'The first weights are kept at the first evaluation. Then pause the run, and it answers here.'
            : 'Train a model first; its best weights are kept and answer here.'}
        </EmptyState>
      </Screen>
    );
  return (
    <Screen title="Playground" lead={name} action={tab === 'write' ? <WriteButton /> : <JudgeButton />}>
      <Tabs
        label="Playground"
        selected={tab}
        onSelect={setTab}
        tabs={[
          {
            id: 'write',
            label: 'Write',
            content: (
              <div className={styles.write}>
                <div className={styles.main}>
                  <PromptArea />
                  <Outputs />
                </div>
                <WritingSettings className={styles.settings} />
              </div>
            ),
          },
          { id: 'judge', label: 'Right or wrong', content: <Judge /> },
        ]}
      />
    </Screen>
  );
}
