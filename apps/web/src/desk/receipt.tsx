/**
 * What a person reads when a facilitator acted on them: what, until when, why, in the
 * facilitator's own sentence, and what stays open (VOI-3, VOI-4, VOI-7). The same words are
 * the facilitator's preview, so both see one thing.
 */
import type { Receipt } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { formatDate, formatDateTime } from '../lib/i18n/dates.ts';
import { reasonTexts } from '../lib/i18n/reason-texts.ts';
import styles from './receipt.module.css';

export interface ReceiptContent extends Pick<Receipt, 'reason' | 'note' | 'until'> {
  readonly kind: Receipt['kind'] | 'unmute';
}

function ReceiptActionText({ kind, until }: ReceiptContent) {
  switch (kind) {
    case 'nudge':
      return <Trans>A private message from a facilitator.</Trans>;
    case 'warn':
      return <Trans>A facilitator asks you to change something. You’re still part of this.</Trans>;
    case 'stop':
      return <Trans>A facilitator ended your turn so the circle can continue.</Trans>;
    case 'mute': {
      if (until === 'meeting') {
        return <Trans>A facilitator asked you to listen for the rest of this meeting.</Trans>;
      }
      if (typeof until !== 'number') {
        return <Trans>A facilitator asked you to listen until they unmute you.</Trans>;
      }
      const time = formatDateTime(until);
      return <Trans>A facilitator asked you to listen until {time}.</Trans>;
    }
    case 'unmute':
      return <Trans>You can write again.</Trans>;
    case 'remove':
      return <Trans>A facilitator removed you from this meeting.</Trans>;
    case 'exclude': {
      if (typeof until !== 'number') {
        return (
          <Trans>You can’t take part in this circle until a facilitator allows it again.</Trans>
        );
      }
      const day = formatDate(until);
      return <Trans>You can’t take part in this circle until {day}.</Trans>;
    }
    case 'exclude-everywhere':
      return (
        <Trans>
          Two people decided that you can’t take part in circles here. This applies to the browsers
          you came in with.
        </Trans>
      );
    case 'redact':
      return <Trans>A facilitator removed one of your messages.</Trans>;
    case 'turn-away':
      return <Trans>A facilitator didn’t let you into this meeting.</Trans>;
  }
}

function ReceiptRemainingText({ kind }: ReceiptContent) {
  switch (kind) {
    case 'nudge':
      return <Trans>Nothing else changes. The circle doesn’t see this.</Trans>;
    case 'warn':
      return (
        <Trans>
          The circle doesn’t see this, and it ends with this meeting. You can keep taking part.
        </Trans>
      );
    case 'stop':
      return (
        <Trans>
          What you sent stays. What you hadn’t sent yet is saved in your draft. You can keep taking
          part.
        </Trans>
      );
    case 'mute':
      return (
        <Trans>
          You can still read, pass, step out, and send a note to the facilitators. Your draft is
          saved. Support is always open.
        </Trans>
      );
    case 'remove':
      return (
        <Trans>
          It’s about this meeting only. You can send a note to the facilitators. Support is always
          open.
        </Trans>
      );
    case 'exclude':
    case 'exclude-everywhere':
      return (
        <Trans>
          You can ask someone else to review this, and write to the facilitators. Support is always
          open.
        </Trans>
      );
    case 'redact':
      return <Trans>You can still take part. You can send a note to the facilitators.</Trans>;
    case 'turn-away':
      return <Trans>You can send a note to the facilitators. Support is always open.</Trans>;
    case 'unmute':
      return null;
  }
}

/** A nudge and a stopped turn carry a sentence and no category of reason. */
const kindsWithoutReason: readonly ReceiptContent['kind'][] = ['unmute', 'nudge', 'stop'];

export function ReceiptDetails({ receipt }: { readonly receipt: ReceiptContent }) {
  const { i18n } = useLingui();
  const why = i18n._(reasonTexts[receipt.reason]);
  return (
    <div className={styles.receipt}>
      <p className={styles.what}>
        <ReceiptActionText {...receipt} />
      </p>
      {!kindsWithoutReason.includes(receipt.kind) && (
        <p>
          <Trans>The reason: {why}.</Trans>
        </p>
      )}
      {receipt.note && (
        <blockquote className={styles.note} dir="auto">
          {receipt.note}
        </blockquote>
      )}
      <p className={styles.open}>
        <ReceiptRemainingText {...receipt} />
      </p>
    </div>
  );
}
