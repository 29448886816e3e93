/**
 * One's own seat in a meeting, *not this time*, and that taken back (RHY-6). Nobody else is told, and
 * no place on a list is shown.
 */
import { placeApi } from '@holdspace/client';
import type { PlaceBody, PlaceMeeting, PlaceSeat } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useRequest } from '../lib/api/use-request.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { formatDayWithDate } from './local-times.ts';
import styles from './place.module.css';

interface NextSeatProps {
  readonly place: PlaceBody;
  readonly onChanged: () => void;
}

/** Of the next meeting; nothing where it has no list of seats. */
export function NextSeat({ place, onChanged }: NextSeatProps) {
  const { next, circle } = place;
  if (next === null || next.seat === null) return null;
  return (
    <div className={styles.seat}>
      <p>
        <NextSeatText seat={next.seat} isOpen={next.open} />
      </p>
      {!next.open && <SeatButton circle={circle} meeting={next} onChanged={onChanged} />}
    </div>
  );
}

interface NextSeatTextProps {
  readonly seat: PlaceSeat;
  readonly isOpen: boolean;
}

function NextSeatText({ seat, isOpen }: NextSeatTextProps) {
  switch (seat) {
    case 'seat':
      return (
        <strong>
          <Trans>You have a seat.</Trans>
        </strong>
      );
    case 'waiting':
      return (
        <>
          <strong>
            <Trans>You’re waiting for a seat.</Trans>
          </strong>{' '}
          <Trans>
            If one gets free it’s yours, and you see it here. You can also come and listen.
          </Trans>
        </>
      );
    case 'not-this-time':
      return (
        <>
          <strong>
            <Trans>You said: not this time.</Trans>
          </strong>{' '}
          {isOpen ? (
            <Trans>You can still come and listen. No one is told.</Trans>
          ) : (
            <Trans>That’s fine, and no one is told.</Trans>
          )}
        </>
      );
    case null:
      return null;
  }
}

interface SeatButtonProps {
  readonly circle: string;
  readonly meeting: PlaceMeeting;
  readonly onChanged: () => void;
}

/** One button for both ways, so that the focus stays on it. */
export function SeatButton({ circle, meeting, onChanged }: SeatButtonProps) {
  const request = useRequest();
  const wanted = meeting.seat === 'not-this-time';
  const choose = async () => {
    const result = await request.run(() => placeApi({}).chooseSeat(circle, meeting.id, { wanted }));
    // Also after a refusal: the page then shows why the choice is no longer open.
    onChanged();
    if (result?.ok) announce(seatSpeech(result.value.seat, Date.parse(meeting.start)));
  };
  return (
    <>
      <Button busy={request.busy} onClick={() => void choose()}>
        {wanted ? <Trans>I can come after all</Trans> : <Trans>Not this time</Trans>}
        <span className="hidden">, {formatDayWithDate(Date.parse(meeting.start))}</span>
      </Button>
      <CommandError command={request} />
    </>
  );
}

function seatSpeech(seat: PlaceSeat, start: number): string {
  const day = formatDayWithDate(start);
  switch (seat) {
    case 'seat':
      return t`You have a seat: ${day}.`;
    case 'waiting':
      return t`All seats are taken now. You’re waiting for one: ${day}.`;
    case 'not-this-time':
      return t`Not this time: ${day}. No one is told.`;
    case null:
      return t`Saved: ${day}.`;
  }
}
