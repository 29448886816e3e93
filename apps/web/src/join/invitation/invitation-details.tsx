/** When the circle meets and who leads it, above the form; its purpose, below it. */
import type { CircleCardBody } from '@holdspace/protocol';
import { Plural, Trans } from '@lingui/react/macro';
import { formatDay, formatTime } from '../../lib/i18n/dates.ts';
import styles from './invitation.module.css';

interface InvitationDetailsProps {
  readonly card: CircleCardBody;
  readonly facilitates: boolean;
}

export function InvitationLead({ card, facilitates }: InvitationDetailsProps) {
  const names = new Intl.ListFormat(document.documentElement.lang).format(card.facilitators);
  const { meeting } = card;
  return (
    <>
      {meeting && (
        <strong className={styles.when}>
          <Trans>
            {formatDay(meeting.start)}, {formatTime(meeting.start)} to {formatTime(meeting.end)}
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

export function InvitationDetails({ card, facilitates }: InvitationDetailsProps) {
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
