/**
 * The sheet *Support*, the same in every state (DSK-1): first contacts that work without other
 * people here and without a connection, then the help line, grounding, stepping out. After a call
 * the field for the next text stays in sight (DSK-7).
 */
import { Trans } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Grounding } from './grounding.tsx';
import { currentCall, HelpLine, ThreadReply } from './help-line.tsx';
import { Resources } from './resources.tsx';
import styles from './support.module.css';
import { useSupport } from './support-context.ts';

interface SupportSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SupportSheet({ open, onClose }: SupportSheetProps) {
  const { resources, canAsk, canAnswer, elsewhere, threads, stepOut, beforeStepOut, ownReports } =
    useSupport();
  const field = useRef<HTMLTextAreaElement>(null);
  const heading = useRef<HTMLElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const call = canAsk && canAnswer ? currentCall(threads) : undefined;
  // While the call is unseen, contacts outside the circle come first (DSK-2).
  const talks = call !== undefined && call.state !== 'unseen' && call.state !== 'closed';
  const length = call?.entries.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is more to read
  useEffect(() => {
    if (open && talks) end.current?.scrollIntoView({ block: 'end' });
  }, [open, talks, length]);
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={<Trans>Support</Trans>}
      first={talks ? field : heading}
      foot={call && <ThreadReply key={call.id} thread={call} field={field} />}
    >
      <Resources own={resources} />
      {canAsk ? <HelpLine /> : elsewhere}
      <div ref={end} className={styles.end} />
      <details className={styles.part}>
        <summary>
          <Trans>Take a minute to calm down</Trans>
        </summary>
        <Grounding />
      </details>
      {stepOut && (
        <div className={styles.part}>
          {beforeStepOut}
          <Button
            wide
            onClick={async () => {
              if (await stepOut()) onClose();
            }}
          >
            <Trans>Step out for a bit</Trans>
          </Button>
        </div>
      )}
      {ownReports && <div className={styles.part}>{ownReports}</div>}
    </Sheet>
  );
}
