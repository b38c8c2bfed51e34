import { lazy, Suspense, useRef } from 'react';
import { I18nProvider } from 'react-aria-components';
import { type Screen, useScreen } from '@/state/journey-route';
import { useTabStore } from '@/state/tab-store';
import styles from './app.module.css';
import { DocumentTitle } from './document-title';
import { DropAnywhere } from './drop-anywhere';
import { ErrorBoundary } from './error-boundary';
import { OpenElsewhere } from './open-elsewhere';
import { Rail } from './rail';
import { ScreenSkeleton } from './screen-skeleton';
import { ShellHeader } from './shell-header';
import { useFocusHeading } from './use-focus-heading';
import { usePasteAnywhere } from './use-paste-anywhere';
import { useShortcuts } from './use-shortcuts';
import { useUnloadGuard } from './use-unload-guard';

const screens: Readonly<Record<Screen, React.ComponentType>> = {
  data: lazy(async () => ({ default: (await import('@/features/data/data-screen')).DataScreen })),
  model: lazy(async () => ({ default: (await import('@/features/model/model-screen')).ModelScreen })),
  train: lazy(async () => ({ default: (await import('@/features/train/train-screen')).TrainScreen })),
  playground: lazy(async () => ({
    default: (await import('@/features/playground/playground-screen')).PlaygroundScreen,
  })),
  profile: lazy(async () => ({ default: (await import('@/features/profile/profile-screen')).ProfileScreen })),
  export: lazy(async () => ({ default: (await import('@/features/export/export-screen')).ExportScreen })),
};
const RunBar = lazy(async () => ({ default: (await import('@/features/run-bar/run-bar')).RunBar }));

/** The shell: content first in the order of focus, then the run, then the stages. */
export function App() {
  const screen = useScreen();
  const elsewhere = useTabStore((state) => state.elsewhere);
  const Current = elsewhere ? OpenElsewhere : screens[screen];
  const main = useRef<HTMLElement>(null);
  useFocusHeading(main, screen);
  usePasteAnywhere();
  useUnloadGuard();
  const shortcuts = useShortcuts();
  return (
    <I18nProvider locale="en-US">
      <a className={styles.skip} href="#stages">
        Skip to the stages
      </a>
      <div className={styles.shell}>
        <ShellHeader onShortcuts={shortcuts.open} />
        <main ref={main} className={styles.main} tabIndex={-1}>
          <ErrorBoundary key={screen}>
            <Suspense fallback={<ScreenSkeleton />}>
              <Current />
            </Suspense>
          </ErrorBoundary>
        </main>
        <div className={styles.runBar}>
          <ErrorBoundary quiet>
            <Suspense fallback={null}>
              <RunBar />
            </Suspense>
          </ErrorBoundary>
        </div>
        <Rail current={screen} />
      </div>
      {shortcuts.dialog}
      <DropAnywhere />
      <DocumentTitle screen={screen} />
    </I18nProvider>
  );
}
