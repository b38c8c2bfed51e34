import type { ReactNode } from 'react';
import { Switch as Toggle } from 'react-aria-components';
import { classNames } from './class-names';
import styles from './switch.module.css';

interface Props {
  /** Visible label, or the accessible name when `hideLabel`. */
  label: string;
  isSelected: boolean;
  onChange: (on: boolean) => void;
  hideLabel?: boolean;
  isDisabled?: boolean;
  children?: ReactNode;
  className?: string | undefined;
}

export function Switch({ label, isSelected, onChange, hideLabel, isDisabled, children, className }: Props) {
  return (
    <Toggle
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled === true}
      className={classNames(styles.switch, className)}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      <span className={styles.track} aria-hidden>
        <span className={styles.knob} />
      </span>
      {!hideLabel && <span className={styles.label}>{label}</span>}
      {children}
    </Toggle>
  );
}
