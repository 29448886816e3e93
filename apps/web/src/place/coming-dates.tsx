/** The dates after the next one. Cancelled ones stay visible, as cancelled (RHY-3). */
import type { PlaceBody, PlaceMeeting } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { Card } from '../ui/card.tsx';
import { formatCircleTime, formatDayWithDate, formatTimeSpan, spanOf } from './local-times.ts';
import styles from './place.module.css';
import { SeatButton } from './seat-choices.tsx';

interface ComingDatesProps {
  readonly place: PlaceBody;
  readonly onChanged: () => void;
}

export function ComingDates({ place, onChanged }: ComingDatesProps) {
  const { coming, next } = place;
  // Cancelled dates before the next one stand above it.
  const dates = coming.filter((each) => next !== null && each.start > next.start);
  if (dates.length === 0) return null;
  return (
    <Card title={<Trans>Further dates</Trans>}>
      <ul className={styles.dates}>
        {dates.map((each) => (
          <ComingDate key={each.id} {...{ place, onChanged }} meeting={each} />
        ))}
      </ul>
    </Card>
  );
}

interface ComingDateProps extends ComingDatesProps {
  readonly meeting: PlaceMeeting;
}

function ComingDate({ place, meeting, onChanged }: ComingDateProps) {
  const { start, state, note, seat } = meeting;
  const isCancelled = state === 'cancelled';
  const span = spanOf(meeting);
  const inCircle = isCancelled ? null : formatCircleTime(span.start, place.zone);
  return (
    <li>
      <div className={styles.date}>
        <p>
          <time dateTime={start} data-cancelled={isCancelled || undefined}>
            {formatDayWithDate(span.start)}, {formatTimeSpan(span)}
          </time>
        </p>
        {isCancelled && (
          <p className={styles.cancelled}>
            <Trans>Cancelled</Trans>
          </p>
        )}
        {state === 'moved' && (
          <p className={styles.aside}>
            <Trans>Moved to here</Trans>
          </p>
        )}
        {inCircle && <p className={styles.aside}>{inCircle}</p>}
        {note && <p dir="auto">{note}</p>}
        {!isCancelled && <ComingSeat seat={seat} />}
      </div>
      {!isCancelled && seat !== null && (
        <SeatButton circle={place.circle} meeting={meeting} onChanged={onChanged} />
      )}
    </li>
  );
}

/** Only what differs from having a seat. */
function ComingSeat({ seat }: Pick<PlaceMeeting, 'seat'>) {
  if (seat !== 'waiting' && seat !== 'not-this-time') return null;
  return (
    <p className={styles.aside}>
      {seat === 'waiting' ? (
        <Trans>You’re waiting for a seat.</Trans>
      ) : (
        <Trans>You said: not this time.</Trans>
      )}
    </p>
  );
}
