import type { ReactNode } from 'react';
import { type ButtonProps, Button as Pressable } from 'react-aria-components';
import { classNames } from './class-names';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip';

interface Props extends Omit<ButtonProps, 'children' | 'className' | 'style'> {
  /** The accessible name, shown as tooltip. */
  label: string;
  children: ReactNode;
  className?: string | undefined;
}

export function IconButton({ label, children, className, ...rest }: Props) {
  return (
    <Tooltip text={label}>
      <Pressable {...rest} aria-label={label} className={classNames(styles.button, className)}>
        {children}
      </Pressable>
    </Tooltip>
  );
}
