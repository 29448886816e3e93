/**
 * What a person reads when a facilitator muted or removed them, took a message away or did
 * not let them in: what, until when, why, in the facilitator's own sentence, and what stays
 * open (VOI-3, VOI-4). The same words are the facilitator's preview, so both see one thing.
 */
import type { Receipt } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { reasonWords } from './reasons.ts';
import styles from './receipt.module.css';
import { clock } from './times.ts';

export type ReceiptShown = Pick<Receipt, 'kind' | 'reason' | 'note' | 'until'>;

function What({ kind, until }: ReceiptShown) {
  switch (kind) {
    case 'mute': {
      if (typeof until !== 'number') {
        return <Trans>A facilitator asked you to listen until they lift it.</Trans>;
      }
      const time = clock(until);
      return <Trans>A facilitator asked you to listen until {time}.</Trans>;
    }
    case 'unmute':
      return <Trans>You can write again.</Trans>;
    case 'remove':
      return <Trans>A facilitator has ended your part in this meeting.</Trans>;
    case 'redact':
      return <Trans>A facilitator took away a message of yours.</Trans>;
    case 'turn-away':
      return <Trans>A facilitator did not let you in to this meeting.</Trans>;
  }
}

function StaysOpen({ kind }: ReceiptShown) {
  switch (kind) {
    case 'mute':
      return (
        <Trans>
          You can still read, pass, step out, and send a note to the facilitators. Your draft is
          kept. Support is always open.
        </Trans>
      );
    case 'remove':
      return (
        <Trans>
          It is about this meeting only. You can send a note to the facilitators. Support is always
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

export function ReceiptWords({ receipt }: { readonly receipt: ReceiptShown }) {
  const { i18n } = useLingui();
  const why = i18n._(reasonWords[receipt.reason]);
  return (
    <div className={styles.receipt}>
      <p className={styles.what}>
        <What {...receipt} />
      </p>
      {receipt.kind !== 'unmute' && (
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
        <StaysOpen {...receipt} />
      </p>
    </div>
  );
}
