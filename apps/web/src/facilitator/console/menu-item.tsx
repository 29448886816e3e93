/** One command in the menu of a person. */
import type { ComponentProps } from 'react';
import { CommandButton } from './command-button.tsx';
import styles from './menu-item.module.css';

type MenuItemProps = Omit<ComponentProps<typeof CommandButton>, 'kind' | 'className'> & {
  /** It ends the part of the person in the meeting, in the circle or everywhere. */
  readonly isEnding?: boolean | undefined;
};

export function MenuItem({ isEnding, ...button }: MenuItemProps) {
  return (
    <CommandButton
      {...button}
      kind="plain"
      className={isEnding ? `${styles.item} ${styles.ending}` : styles.item}
    />
  );
}
