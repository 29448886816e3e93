/**
 * For what ends something: the first press shows what it means, the second does it, on the
 * floor as it was at the first (RND-18).
 */
import { isWireFloorCommand, type WireCommand } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { CommandButton, CommandError, useConsoleCommand } from './console.tsx';
import styles from './facilitator.module.css';
import { StaleFormError, useStaleFormGuard } from './stale-form-guard.tsx';

interface TwoStepButtonProps {
  readonly command: WireCommand;
  readonly label: string;
  readonly confirmLabel: string;
  /** What will happen, before it does. */
  readonly hint: string;
  readonly kind?: ButtonKind | undefined;
  readonly wide?: boolean | undefined;
}

export function TwoStepButton({
  command: asks,
  label: first,
  confirmLabel: then,
  hint,
  kind = 'plain',
  wide,
}: TwoStepButtonProps) {
  const [open, setOpen] = useState(false);
  const plain = useConsoleCommand();
  const floor = useStaleFormGuard();
  const send = async (anyway: boolean) => {
    const done = isWireFloorCommand(asks) ? await floor.run(asks, anyway) : await plain.run(asks);
    if (done) setOpen(false);
  };
  const begin = () => {
    floor.refresh();
    setOpen(true);
  };
  // The pressed button goes away either way; the focus must not go with it.
  const holder = useFocusSwap<HTMLDivElement>(open);
  if (!open) {
    return (
      <div ref={holder} className={wide ? styles.wide : undefined}>
        <CommandButton name={asks.do} kind={kind} wide={wide} onPress={begin}>
          {first}
        </CommandButton>
      </div>
    );
  }
  return (
    <div ref={holder} className={styles.steps}>
      <p data-first tabIndex={-1}>
        {hint}
      </p>
      {isWireFloorCommand(asks) ? (
        <StaleFormError form={floor} retry={() => void send(true)} />
      ) : (
        <CommandError words={plain.errorText} />
      )}
      <div className={styles.pair}>
        <Button kind="primary" busy={plain.busy || floor.busy} onClick={() => void send(false)}>
          {then}
        </Button>
        <Button onClick={() => setOpen(false)}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </div>
  );
}
