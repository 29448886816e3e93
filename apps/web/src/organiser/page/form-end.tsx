/** The end of a form of staff: why it was not sent, the button that sends it, and the one that leaves it. */
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import layout from './layout.module.css';

interface FormEndProps {
  /** A handle of `useRequest`. */
  readonly request: { readonly busy: boolean; readonly errorText: string | null };
  /** The label of the button that sends: what it does. */
  readonly send: ReactNode;
  readonly kind?: 'primary' | 'danger';
  readonly onLeave: () => void;
  /** The label of the other button, where it leads back instead of out. */
  readonly leave?: ReactNode;
}

export function FormEnd({ request, send, kind = 'primary', onLeave, leave }: FormEndProps) {
  return (
    <>
      <CommandError command={request} />
      <div className={layout.row}>
        <Button type="submit" kind={kind} busy={request.busy}>
          {send}
        </Button>
        <Button onClick={onLeave}>{leave ?? <Trans>Leave it</Trans>}</Button>
      </div>
    </>
  );
}
