import { create } from 'zustand';

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

export const hoverStep = (hover: number | undefined): void => {
  if (useRunView.getState().hover !== hover) useRunView.setState({ hover });
};
export const chooseStep = (chosen: number | undefined): void => useRunView.setState({ chosen });
export const setScale = (scale: 'linear' | 'log'): void => useRunView.setState({ scale });
export const dismissNote = (id: string): void =>
  useRunView.setState(({ dismissed }) => ({ dismissed: [...dismissed, id] }));

/** The step that everything on the screen speaks of; undefined: the last one. */
export const useLookedAt = (): number | undefined => useRunView((view) => view.hover ?? view.chosen);
