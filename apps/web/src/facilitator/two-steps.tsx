/**
 * For what ends something: the first press shows what it means, the second does it, on the
 * floor as it was at the first (RND-18).
 */
import { isAboutFloor, type WireCommand } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button, type ButtonKind } from '../ui/button.tsx';
import { useSwap } from '../ui/use-swap.ts';
import { Press, Said, useAsk } from './console.tsx';
import styles from './facilitator.module.css';
import { FloorSaid, useFloorForm } from './seen.tsx';

interface TwoStepsProps {
  readonly asks: WireCommand;
  readonly first: string;
  readonly then: string;
  /** What will happen, before it does. */
  readonly hint: string;
  readonly kind?: ButtonKind | undefined;
  readonly wide?: boolean | undefined;
}

export function TwoSteps({ asks, first, then, hint, kind = 'plain', wide }: TwoStepsProps) {
  const [open, setOpen] = useState(false);
  const plain = useAsk();
  const floor = useFloorForm();
  const send = async (anyway: boolean) => {
    const done = isAboutFloor(asks) ? await floor.ask(asks, anyway) : await plain.ask(asks);
    if (done) setOpen(false);
  };
  const begin = () => {
    floor.look();
    setOpen(true);
  };
  // The pressed button goes away either way; the focus must not go with it.
  const holder = useSwap<HTMLDivElement>(open);
  if (!open) {
    return (
      <div ref={holder} className={wide ? styles.wide : undefined}>
        <Press name={asks.do} kind={kind} wide={wide} onPress={begin}>
          {first}
        </Press>
      </div>
    );
  }
  return (
    <div ref={holder} className={styles.steps}>
      <p data-first tabIndex={-1}>
        {hint}
      </p>
      {isAboutFloor(asks) ? (
        <FloorSaid form={floor} again={() => void send(true)} />
      ) : (
        <Said words={plain.said} />
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
