/**
 * The next meeting: when, in the viewer's own time, what its state is, one's own seat, and the way
 * in (RHY-2, RHY-6, RHY-7). A date before it that is cancelled is said here too: somebody may come
 * to this page because of it.
 */
import type { CircleCardBody, PlaceBody, PlaceMeeting } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useNow } from '../lib/time/now.ts';
import { Card } from '../ui/card.tsx';
import { Notice } from '../ui/notice.tsx';
import { formatCircleTime, formatDayWithDate, formatTimeSpan, spanOf } from './local-times.ts';
import styles from './place.module.css';
import { NextSeat } from './seat-choices.tsx';
import { WayIn } from './way-in.tsx';

interface NextDateProps {
  readonly place: PlaceBody;
  readonly card: CircleCardBody | null;
  readonly onChanged: () => void;
}

export function NextDate({ place, card, onChanged }: NextDateProps) {
  const { next, coming, state } = place;
  const at = useNow();
  const hasDates = coming.some((each) => each.state !== 'cancelled');
  const cancelled = coming.filter(
    (each) => each.state === 'cancelled' && (next === null || each.start < next.start),
  );
  // After its end it is still the meeting of who is in it, for a while; and it can run late.
  const isOver = next !== null && !next.open && (next.inside || Date.parse(next.end) <= at);
  if (next === null || isOver) {
    return (
      <>
        <CancelledDates dates={cancelled} />
        {state === 'open' && !hasDates && (
          <Card title={<Trans>When we meet next</Trans>}>
            <p>
              <Trans>The next date isn’t planned yet. It will be here.</Trans>
            </p>
          </Card>
        )}
      </>
    );
  }
  const { start, end } = spanOf(next);
  const inCircle = formatCircleTime(start, place.zone);
  // On a phone that lies on its side it stands beside the date, until the way in takes the room.
  const seat = <NextSeat place={place} onChanged={onChanged} />;
  return (
    <>
      <CancelledDates dates={cancelled} />
      <Card>
        <div className={styles.next}>
          <div>
            <h2>
              <Trans>When we meet next</Trans>
            </h2>
            <p className={styles.when}>
              <time dateTime={next.start}>
                <span>{formatDayWithDate(start)}</span>{' '}
                <span>{formatTimeSpan({ start, end })}</span>
              </time>
            </p>
            <div className={styles.about}>
              {inCircle && <p>{inCircle}</p>}
              {next.state === 'moved' && (
                <p>
                  <Trans>This meeting was moved to here.</Trans>
                </p>
              )}
              {next.note && <p dir="auto">{next.note}</p>}
            </div>
            {next.open && seat}
          </div>
          <div>
            {!next.open && seat}
            <WayIn place={place} next={next} card={card} />
          </div>
        </div>
      </Card>
    </>
  );
}

/** Each with its day and the sentence that the circle gave (RHY-3). */
function CancelledDates({ dates }: { readonly dates: readonly PlaceMeeting[] }) {
  return dates.map((each) => (
    <Notice key={each.id} tone="honey">
      <p>
        <strong>
          <Trans>
            Cancelled: {formatDayWithDate(Date.parse(each.start))}, {formatTimeSpan(spanOf(each))}
          </Trans>
        </strong>
      </p>
      {each.note && <p dir="auto">{each.note}</p>}
    </Notice>
  ));
}
