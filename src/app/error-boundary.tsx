import { Component, type ReactNode } from 'react';
import { type ErrorReport, toReport } from '@/base/errors';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { Screen } from '@/ui/screen';

interface Props {
  children: ReactNode;
  /** A bar rather than a screen. */
  quiet?: boolean;
}
interface State {
  error?: ErrorReport | undefined;
}

/** A screen that throws leaves the run and the other screens alone, and offers a way on. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    const report = toReport(error, 'this screen');
    return {
      error: { ...report, remedy: 'Try this screen again. Data, settings and a run in progress are not affected.' },
    };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const card = (
      <ErrorCard
        error={error}
        actions={
          <>
            <Button onPress={() => this.setState({ error: undefined })}>Try again</Button>
            <Button variant="quiet" onPress={() => location.reload()}>
              Reload
            </Button>
          </>
        }
      />
    );
    return this.props.quiet ? card : <Screen title="This screen stopped">{card}</Screen>;
  }
}
