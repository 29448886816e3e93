/** When the circle meets and with whom, above the form; what it is for, below it. */
import type { Card } from '@holdspace/protocol';
import { Plural, Trans } from '@lingui/react/macro';
import { clock, dayOf } from '../words/times.ts';
import styles from './invitation.module.css';

interface AboutProps {
  readonly card: Card;
  readonly facilitates: boolean;
}

export function InvitationLead({ card, facilitates }: AboutProps) {
  const names = new Intl.ListFormat(document.documentElement.lang).format(card.facilitators);
  const { meeting } = card;
  return (
    <>
      {meeting && (
        <strong className={styles.when}>
          <Trans>
            {dayOf(meeting.start)}, {clock(meeting.start)} to {clock(meeting.end)}
          </Trans>
        </strong>
      )}
      {names && !facilitates && (
        <Trans>
          With <bdi>{names}</bdi>
        </Trans>
      )}
    </>
  );
}

export function AboutInvitation({ card, facilitates }: AboutProps) {
  return (
    <section className={styles.about} aria-label={card.name}>
      {card.purpose && <p dir="auto">{card.purpose}</p>}
      <p>
        <Trans>Text only. </Trans>
        <Plural value={card.seats} one="One person shares. " other="Up to # people share. " />
        {!facilitates && <Trans>You can just read, and leave at any time.</Trans>}
      </p>
    </section>
  );
}
