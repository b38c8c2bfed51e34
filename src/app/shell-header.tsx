import { Keyboard, Monitor, Moon, Sun } from 'lucide-react';
import { setTheme, type Theme, useThemeStore } from '@/state/theme-store';
import { IconButton } from '@/ui/icon-button';
import styles from './shell-header.module.css';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const ICON = { system: Monitor, light: Sun, dark: Moon } as const;
const SAID: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

export function ShellHeader({ onShortcuts }: { onShortcuts: () => void }) {
  const theme = useThemeStore((state) => state.theme);
  const Icon = ICON[theme];
  return (
    <header className={styles.header}>
      <span className={styles.brand}>
        <Sprout />
        <span className={styles.name}>Loam</span>
      </span>
      <span className={styles.tools}>
        <IconButton
          label={`Theme: ${SAID[theme]}. Switch to ${SAID[NEXT[theme]]}`}
          onPress={() => setTheme(NEXT[theme])}
        >
          <Icon size={17} aria-hidden />
        </IconButton>
        <IconButton label="Keyboard shortcuts" className={styles.shortcuts} onPress={onShortcuts}>
          <Keyboard size={17} aria-hidden />
        </IconButton>
      </span>
    </header>
  );
}

function Sprout() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" className={styles.sprout}>
      <path d="M11 19V10" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      <path d="M11 13.200C11 9 8 6.600 3.600 6.600c0 4.300 2.800 7.000 7.400 6.600Z" fill="currentColor" />
      <path
        d="M11 10.800C11 6.900 13.800 4.500 18.400 4.500c0 4.300-2.800 6.700-7.400 6.300Z"
        fill="currentColor"
        opacity=".65"
      />
      <path d="M4 19.100h14" stroke="var(--line-strong)" strokeWidth="1.800" strokeLinecap="round" />
    </svg>
  );
}
