import { create } from 'zustand';

/** The stages of the rail, in order. */
export type Stage = 'data' | 'model' | 'train' | 'playground' | 'export';
export const STAGES: readonly Stage[] = ['data', 'model', 'train', 'playground', 'export'];
/** The stages, and what lies beside them. */
export type Screen = Stage | 'profile';
const SCREENS: readonly Screen[] = [...STAGES, 'profile'];

/** `#/train`; a hash that names no screen (the skip link's) leaves the screen as it is. */
const screenOf = (hash: string, before: Screen): Screen => SCREENS.find((screen) => hash === `#/${screen}`) ?? before;

const useRoute = create<{ readonly screen: Screen }>(() => ({
  screen: screenOf(globalThis.location?.hash ?? '', 'data'),
}));

globalThis.addEventListener?.('hashchange', () => {
  useRoute.setState(({ screen }) => ({ screen: screenOf(location.hash, screen) }));
});

export const currentScreen = (): Screen => useRoute.getState().screen;
export const useScreen = (): Screen => useRoute((route) => route.screen);

export function goTo(screen: Screen): void {
  if (currentScreen() !== screen) location.hash = `/${screen}`;
}
