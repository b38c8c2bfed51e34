import type { ReactNode } from 'react';
import { Tabs as Group, type Key, Tab, TabList, TabPanel } from 'react-aria-components';
import { classNames } from './class-names';
import styles from './tabs.module.css';

export interface TabItem {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}
interface Props {
  /** Accessible name of the list of tabs. */
  label: string;
  tabs: readonly TabItem[];
  selected?: string;
  onSelect?: (id: string) => void;
  className?: string | undefined;
}

export function Tabs({ label, tabs, selected, onSelect, className }: Props) {
  const control = {
    ...(selected === undefined ? {} : { selectedKey: selected }),
    ...(onSelect === undefined ? {} : { onSelectionChange: (key: Key) => onSelect(String(key)) }),
  };
  return (
    <Group className={classNames(styles.tabs, className)} {...control}>
      <TabList aria-label={label} className={styles.list ?? ''}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={styles.tab ?? ''}>
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ''}>
          {tab.content}
        </TabPanel>
      ))}
    </Group>
  );
}
