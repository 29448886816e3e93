/** Buttons of commands. A button that cannot be used now says why instead of hiding. */
import type { ClientCommandName, RefusalCode, WireCommand } from '@holdspace/protocol';
import { type ReactNode, useEffect, useId } from 'react';
import { useCommand } from '../../lib/commands/use-command.ts';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useRefusalText } from './console-context.tsx';

interface CommandButtonProps {
  /** The command whose rules decide whether the button can be used. */
  readonly name: ClientCommandName;
  readonly onPress: () => void;
  readonly busy?: boolean | undefined;
  readonly kind?: ButtonKind | undefined;
  readonly icon?: ReactNode;
  readonly wide?: boolean | undefined;
  readonly label?: string | undefined;
  /** A refusal that the view shows already for the object of the command. */
  readonly knownRefusal?: RefusalCode | null | undefined;
  readonly className?: string | undefined;
  /** Id of the text to be read before the press. */
  readonly describedBy?: string | undefined;
  readonly children?: ReactNode;
}

/** Stays in the tab order while it cannot be used, so that the reason can be read. */
export function CommandButton(props: CommandButtonProps) {
  const { name, onPress, label, knownRefusal, describedBy, children, ...look } = props;
  const refusalText = useRefusalText(name, knownRefusal);
  const id = useId();
  return (
    <>
      <Button
        {...look}
        aria-label={label}
        aria-disabled={refusalText !== null || undefined}
        aria-describedby={[refusalText && id, describedBy].filter(Boolean).join(' ') || undefined}
        title={refusalText ?? undefined}
        onClick={onPress}
      >
        {children}
      </Button>
      {refusalText && (
        <span id={id} className="hidden">
          {refusalText}
        </span>
      )}
    </>
  );
}

type SendCommandButtonProps = Omit<CommandButtonProps, 'name' | 'onPress' | 'busy'> & {
  readonly command: WireCommand;
  readonly onDone?: (() => void) | undefined;
};

/** One press sends one command; a refusal appears below the button. */
export function SendCommandButton({ command, onDone, ...look }: SendCommandButtonProps) {
  const handle = useCommand();
  const { busy, run, reset } = handle;
  const isRefused = useRefusalText(command.do, look.knownRefusal) !== null;
  // A refusal is no longer true once the command is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the command opens
  useEffect(() => {
    if (!isRefused) reset();
  }, [isRefused]);
  return (
    <>
      <CommandButton
        {...look}
        name={command.do}
        busy={busy}
        onPress={() =>
          void run(command, look.knownRefusal).then((done) => {
            if (done) onDone?.();
          })
        }
      />
      <CommandError command={handle} look="line" />
    </>
  );
}
