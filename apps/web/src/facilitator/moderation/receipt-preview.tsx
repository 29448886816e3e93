/** Exactly what the person will read, and what others will notice, before it is done (VOI-3). */
import type { ExclusionRequest } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import desk from '../../desk/desk.module.css';
import { type ReceiptContent, ReceiptDetails } from '../../desk/receipt.tsx';
import { useConsole, useFindPerson } from '../console/console.tsx';
import styles from '../console/facilitator.module.css';
import type { ModerationAction } from './moderation-actions.ts';

interface ReceiptPreviewProps {
  readonly act: ModerationAction;
  readonly name: string;
  /** Null while something is missing. */
  readonly receipt: ReceiptContent | null;
  /** Who has asked for the exclusion from the organisation, and why. */
  readonly asked: ExclusionRequest | undefined;
}

export function ReceiptPreview({ act, name, receipt, asked }: ReceiptPreviewProps) {
  const id = useId();
  return (
    <section className={styles.preview} aria-labelledby={id}>
      <h3 id={id} className={styles.sub}>
        <Trans>What {name} will read</Trans>
      </h3>
      {receipt ? (
        <ReceiptDetails receipt={receipt} />
      ) : (
        <p className={styles.quiet}>
          <Trans>Fill in the form to see it here.</Trans>
        </p>
      )}
      <p className={styles.quiet}>
        <OthersNotice act={act} asked={asked} />
      </p>
      {act === 'exclude-everywhere' && asked?.note && (
        <blockquote className={desk.quoted} dir="auto">
          {asked.note}
        </blockquote>
      )}
    </section>
  );
}

function OthersNotice({ act, asked }: Pick<ReceiptPreviewProps, 'act' | 'asked'>) {
  const { view } = useConsole();
  const find = useFindPerson();
  switch (act) {
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
    case 'exclude-everywhere': {
      const reach = (
        <Trans>
          It applies in every circle, for the browsers this person came in with. On a new device
          with a new invitation we can’t recognise them.
        </Trans>
      );
      if (asked && asked.by !== view.mine.person) {
        const who = find(asked.by)?.name;
        return who ? (
          <>
            <Trans>{who} asked for this. If you confirm, it takes effect at once.</Trans> {reach}
          </>
        ) : (
          <>
            <Trans>
              Another facilitator asked for this. If you confirm, it takes effect at once.
            </Trans>{' '}
            {reach}
          </>
        );
      }
      return (
        <Trans>
          This needs two people. Nothing happens, and no one reads it, until another facilitator
          confirms with a sentence of their own.
        </Trans>
      );
    }
    case 'turn-away':
      return <Trans>The circle isn’t told.</Trans>;
    case 'redact':
      return (
        <Trans>The circle sees that a facilitator removed a message. Its words are gone.</Trans>
      );
  }
}
