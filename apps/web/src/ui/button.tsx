/** Buttons, and links that look like buttons. At least 44 px high. */
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './button.module.css';

export type ButtonKind = 'primary' | 'quiet' | 'plain' | 'danger';
/** 44, 48 and 54 px high; the largest for the one main thing of a screen. */
export type ButtonSize = 's' | 'm' | 'l';

interface ButtonStyle {
  readonly kind?: ButtonKind | undefined;
  readonly size?: ButtonSize | undefined;
  readonly wide?: boolean | undefined;
  readonly icon?: ReactNode;
}

const buttonClasses = ({ kind = 'quiet', size = 's', wide }: ButtonStyle, more?: string): string =>
  [styles.button, styles[kind], styles[size], wide && styles.wide, more].filter(Boolean).join(' ');

type ButtonProps = ButtonStyle &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    /** A request runs: the button keeps the focus and ignores further presses. */
    readonly busy?: boolean | undefined;
    readonly ref?: React.Ref<HTMLButtonElement> | undefined;
  };

export function Button({
  kind,
  size,
  wide,
  icon,
  busy,
  className,
  children,
  ...rest
}: ButtonProps) {
  const onClick = busy ? undefined : rest.onClick;
  return (
    <button
      type="button"
      {...rest}
      onClick={onClick}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      className={buttonClasses({ kind, size, wide }, className)}
    >
      {icon}
      {children}
    </button>
  );
}

interface ButtonLinkProps extends ButtonStyle {
  readonly to: string;
  /** The page takes the place of this one in the history (PAGE-2), with this state of its entry. */
  readonly replace?: boolean;
  readonly state?: unknown;
  readonly children: ReactNode;
}

export function ButtonLink({ to, kind, size, wide, icon, children, ...entry }: ButtonLinkProps) {
  return (
    <Link href={to} {...entry} className={buttonClasses({ kind, size, wide })}>
      {icon}
      {children}
    </Link>
  );
}
