import { Timer } from 'lucide-react';
import { useMemo } from 'react';
import { summariseProfile } from '@/schema/summarise-profile';
import { useModelFacts } from '@/state/journey-readiness';
import { goTo } from '@/state/journey-route';
import { cancelProfile, takeProfile, useProfileObstacle, useProfileStore } from '@/state/profile-store';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { ErrorCard } from '@/ui/error-card';
import { Panel } from '@/ui/panel';
import { Progress } from '@/ui/progress';
import { Screen } from '@/ui/screen';
import { KernelCounts } from './kernel-counts';
import { MemoryPicture } from './memory-picture';
import { ProfileNumbers } from './profile-numbers';
import styles from './profile-screen.module.css';
import { ProfileTable } from './profile-table';
import { saveProfile } from './save-profile';

/** Where the time and the memory of one training step go: by op, by layer, dispatch by dispatch. */
export function ProfileScreen() {
  const { phase, progress, error, profile } = useProfileStore();
  const vocabulary = useModelFacts().shape.vocabularySize;
  const obstacle = useProfileObstacle();
  const summary = useMemo(() => profile && summariseProfile(profile), [profile]);
  const taking = phase === 'taking';
  const take = (
    <Button variant="primary" missing={obstacle} isDisabled={taking} onPress={() => void takeProfile(vocabulary)}>
      {profile ? 'Profile again' : 'Profile a step'}
    </Button>
  );
  return (
    <Screen
      title="Profile"
      lead="One training step with the settings of the Model and Train screens, every dispatch timed, on copies of the weights."
      action={
        <>
          {take}
          {profile && <Button onPress={() => saveProfile(profile)}>Save as JSON</Button>}
          <Button className={styles.back} onPress={() => goTo('train')}>
            Back to Train
          </Button>
        </>
      }
    >
      {taking && (
        <div className={styles.taking}>
          <div className={styles.progress}>
            <Progress
              label={progress?.label ?? 'Placing weights'}
              value={progress?.done ?? 0}
              total={progress?.total ?? 0}
            />
            <Button onPress={() => void cancelProfile()}>Cancel</Button>
          </div>
          <p className={styles.quiet}>
            The step is compiled, then replayed on made-up tokens with the GPU’s clock around every dispatch.
          </p>
        </div>
      )}
      {error && <ErrorCard error={error} />}
      {profile && summary ? (
        <>
          <ProfileNumbers profile={profile} summary={summary} />
          <div className={styles.columns}>
            <Panel title="By op">
              <ProfileTable label="Time by op" rows={summary.byOp} />
            </Panel>
            <div className={styles.column}>
              <Panel title="By layer">
                <ProfileTable label="Time by layer" rows={summary.byScope} />
              </Panel>
              <Panel title="Memory over the step" aside="temporaries in use">
                <MemoryPicture profile={profile} />
              </Panel>
              <Panel title="Dispatches by kind" aside={`${summary.total.dispatches} a step`}>
                <KernelCounts kinds={summary.byKind} />
              </Panel>
            </div>
          </div>
        </>
      ) : (
        !taking && (
          <EmptyState icon={<Timer size={28} strokeWidth={1.5} aria-hidden />} title="Nothing measured yet">
            A profile says which kernels a step spends its time in, how near they come to what the adapter can do, and
            what fills its memory. It takes a few seconds and changes nothing of a run.
          </EmptyState>
        )
      )}
    </Screen>
  );
}
