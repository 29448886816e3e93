/** Shows exactly what the person will read and what others will notice, before the action (VOI-3). */
import type { ExclusionRequest } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { type ReceiptContent, ReceiptDetails } from '../../desk/receipt.tsx';
import { useConsole, useFindPerson } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import type { ModerationAction } from './moderation-actions.ts';
import styles from './receipt-preview.module.css';

interface ReceiptPreviewProps {
  readonly action: ModerationAction;
  readonly name: string;
  /** Null while a field is missing. */
  readonly receipt: ReceiptContent | null;
  /** The request of the first facilitator to ban this person from the organisation. */
  readonly banRequest: ExclusionRequest | undefined;
}

export function ReceiptPreview({ action, name, receipt, banRequest }: ReceiptPreviewProps) {
  const id = useId();
  return (
    <section className={styles.preview} aria-labelledby={id}>
      <h3 id={id} className={layout.subheading}>
        <Trans>What {name} will read</Trans>
      </h3>
      {receipt ? (
        <ReceiptDetails receipt={receipt} />
      ) : (
        <p className={layout.muted}>
          <Trans>Fill in the form to see it here.</Trans>
        </p>
      )}
      <p className={layout.muted}>
        <OthersNotice action={action} banRequest={banRequest} />
      </p>
      {action === 'exclude-everywhere' && banRequest?.note && (
        <blockquote className={styles.quoted} dir="auto">
          {banRequest.note}
        </blockquote>
      )}
    </section>
  );
}

type OthersNoticeProps = Pick<ReceiptPreviewProps, 'action' | 'banRequest'>;

/** What the circle notices of the action. */
function OthersNotice({ action, banRequest }: OthersNoticeProps) {
  switch (action) {
    case 'nudge':
      return <Trans>Only this person reads it.</Trans>;
    case 'stop':
      return (
        <Trans>
          The circle only sees that the piece moves on. What they haven’t sent stays in their draft.
        </Trans>
      );
    case 'warn':
      return <Trans>The circle isn’t told. The warning ends with the meeting.</Trans>;
    case 'mute':
      return <Trans>The circle isn’t told. You can unmute at any time.</Trans>;
    case 'remove':
      return <Trans>The circle isn’t told. It ends with this meeting.</Trans>;
    case 'exclude':
      return <Trans>The circle isn’t told. They can still answer, appeal and ask for help.</Trans>;
    case 'exclude-everywhere':
      return <BanNotice banRequest={banRequest} />;
    case 'turn-away':
      return <Trans>The circle isn’t told.</Trans>;
    case 'redact':
      return (
        <Trans>The circle sees that a facilitator removed a message. Its words are gone.</Trans>
      );
  }
}

/** A ban needs two people: the first requests it, the second confirms it (VOI-1). */
function BanNotice({ banRequest }: Pick<ReceiptPreviewProps, 'banRequest'>) {
  const { view } = useConsole();
  const find = useFindPerson();
  if (!banRequest || banRequest.by === view.mine.person) {
    return (
      <Trans>
        This needs two people. Nothing happens, and no one reads it, until another facilitator
        confirms with a sentence of their own.
      </Trans>
    );
  }
  const who = find(banRequest.by)?.name;
  return (
    <>
      {who ? (
        <Trans>{who} asked for this. If you confirm, it takes effect at once.</Trans>
      ) : (
        <Trans>Another facilitator asked for this. If you confirm, it takes effect at once.</Trans>
      )}{' '}
      <Trans>
        It applies in every circle, for the browsers this person came in with. On a new device with
        a new invitation we can’t recognise them.
      </Trans>
    </>
  );
}
