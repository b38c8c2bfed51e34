import { create } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';
const KEY = 'loam.theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

interface ThemeState {
  readonly theme: Theme;
  /** What is on the screen now. */
  readonly shown: 'light' | 'dark';
}

export const useThemeStore = create<ThemeState>(() => ({ theme: 'system', shown: 'light' }));

const prefersDark = () => globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches ?? false;

function show(theme: Theme): void {
  const shown = theme === 'system' ? (prefersDark() ? 'dark' : 'light') : theme;
  document.documentElement.dataset.theme = shown;
  useThemeStore.setState({ theme, shown });
}

export function setTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  show(theme);
}

/** Called once before the first paint. */
export function startTheme(): void {
  const kept = THEMES.find((theme) => theme === localStorage.getItem(KEY));
  show(kept ?? 'system');
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => show(useThemeStore.getState().theme));
}
