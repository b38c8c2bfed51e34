import { create } from 'zustand';
import { metricSeries } from './metric-series';

/** How the curves are looked at. Not the run's business, so that moving a crosshair redraws no chart. */
interface RunView {
  /** Where the crosshair is. */
  readonly hover?: number | undefined;
  /** A step that was chosen, until another is or Escape is pressed: its sample is shown. */
  readonly chosen?: number | undefined;
  readonly scale: 'linear' | 'log';
  /** Teaching notes put away, by id. */
  readonly dismissed: readonly string[];
}

export const useRunView = create<RunView>(() => ({ scale: 'linear', dismissed: [] }));

let smoothingChosen = false;

/** The slider's word counts from then on. */
export function setSmoothing(weight: number): void {
  smoothingChosen = true;
  metricSeries.smoothingWeight = weight;
}

/**
 * Until the slider is moved: a lag of a 150th of the run, so that a short run's smoothed loss is not far behind its curve and a long run's
 * not noisy.
 */
export function suitSmoothing(steps: number): void {
  if (smoothingChosen || steps <= 0) return;
  const weight = 1 - 1 / Math.max(1, steps / 150);
  metricSeries.smoothingWeight = Math.min(0.98, Number(weight.toFixed(2)));
}

export const hoverStep = (hover: number | undefined): void => {
  if (useRunView.getState().hover !== hover) useRunView.setState({ hover });
};
/** Another run: what was looked at was of the one before. */
export const forgetView = (): void => useRunView.setState({ hover: undefined, chosen: undefined, dismissed: [] });
export const chooseStep = (chosen: number | undefined): void => useRunView.setState({ chosen });
export const setScale = (scale: 'linear' | 'log'): void => useRunView.setState({ scale });
export const dismissNote = (id: string): void =>
  useRunView.setState(({ dismissed }) => ({ dismissed: [...dismissed, id] }));

/** The step that everything on the screen speaks of; undefined: the last one. */
export const lookedAt = (view: Pick<RunView, 'hover' | 'chosen'>): number | undefined => view.hover ?? view.chosen;
export const useLookedAt = (): number | undefined => useRunView(lookedAt);
