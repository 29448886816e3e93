/**
 * A button for commands that end something: the first press shows what will happen, the second
 * sends the command for the floor as it was at the first press (RND-18).
 */
import { isWireFloorCommand, type WireCommand } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useCommand } from '../../lib/commands/use-command.ts';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { CommandButton } from './command-button.tsx';
import layout from './layout.module.css';
import { StaleFormError } from './stale-form-error.tsx';
import styles from './two-step-button.module.css';
import { useStaleFormGuard } from './use-stale-form-guard.ts';

interface TwoStepButtonProps {
  readonly command: WireCommand;
  readonly label: string;
  readonly confirmLabel: string;
  /** What the command will do; shown after the first press. */
  readonly hint: string;
  readonly kind?: ButtonKind | undefined;
  readonly wide?: boolean | undefined;
}

export function TwoStepButton({
  command,
  label,
  confirmLabel,
  hint,
  kind = 'plain',
  wide,
}: TwoStepButtonProps) {
  const [open, setOpen] = useState(false);
  const plain = useCommand();
  const floor = useStaleFormGuard();
  const isFloorCommand = isWireFloorCommand(command);
  const send = async (anyway: boolean) => {
    const done = isFloorCommand ? await floor.run(command, anyway) : await plain.run(command);
    if (done) setOpen(false);
  };
  const openConfirmation = () => {
    floor.refresh();
    setOpen(true);
  };
  // Each press removes the pressed button; the focus moves to what replaces it.
  const holder = useFocusSwap<HTMLDivElement>(open);
  if (!open) {
    return (
      <div ref={holder} className={wide ? styles.wide : undefined}>
        <CommandButton name={command.do} kind={kind} wide={wide} onPress={openConfirmation}>
          {label}
        </CommandButton>
      </div>
    );
  }
  return (
    <div ref={holder} className={styles.steps}>
      <p data-first tabIndex={-1}>
        {hint}
      </p>
      {isFloorCommand ? (
        <StaleFormError form={floor} retry={() => void send(true)} />
      ) : (
        <CommandError command={plain} look="line" />
      )}
      <div className={layout.pair}>
        <Button kind="primary" busy={plain.busy || floor.busy} onClick={() => void send(false)}>
          {confirmLabel}
        </Button>
        <Button onClick={() => setOpen(false)}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </div>
  );
}
