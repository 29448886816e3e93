/** The rows of the speech table that the place page speaks itself. */
import type { PlaceBody, PlaceMeeting } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import { pageLocale } from '../lib/i18n/dates.ts';
import { speak } from '../lib/speech/speech-queue.ts';
import { speechRule } from '../lib/speech/speech-rule.ts';
import { formatDayWithDate, formatTimeSpan, spanOf } from './local-times.ts';

const doorsOpened = speechRule({
  id: 'place-doors-open',
  event: 'the doors open while I am on the place page',
  hears: 'members there',
  level: 'polite',
  subject: 'always',
  words: () => t`The doors are open. You can come in.`,
  example: null,
});

const seatGiven = speechRule({
  id: 'place-seat-given',
  event: 'I waited for a seat, and the list moves up to me while I am on the place page',
  hears: 'the person',
  level: 'polite',
  subject: 'always',
  words: (days: string) => t`You have a seat now: ${days}.`,
  example: 'Tuesday 12 May',
});

const datesCancelled = speechRule({
  id: 'place-dates-cancelled',
  event: 'a meeting is cancelled while I am on the place page',
  hears: 'members there',
  level: 'polite',
  subject: 'always',
  words: (days: string) => t`Cancelled: ${days}.`,
  example: 'Tuesday 12 May',
});

const datesMoved = speechRule({
  id: 'place-dates-moved',
  event: 'a meeting is moved while I am on the place page',
  hears: 'members there',
  level: 'polite',
  subject: 'always',
  words: (days: string) => t`A meeting was moved to: ${days}.`,
  example: 'Wednesday 13 May, 19:00 to 20:15',
});

const circleChanged = speechRule({
  id: 'place-circle-changed',
  event: 'the circle pauses, goes on, comes to its end, or changes its agreements meanwhile',
  hears: 'members there',
  level: 'polite',
  subject: 'always',
  words: (words: string) => words,
  example: 'The circle is taking a break.',
});

export const placeRules = [doorsOpened, seatGiven, datesCancelled, datesMoved, circleChanged];

export const announceDoorsOpened = (): void => speak(doorsOpened.of(null));

function stateSpeech(state: PlaceBody['state']): string {
  switch (state) {
    case 'open':
      return t`The circle meets again.`;
    case 'paused':
      return t`The circle is taking a break.`;
    case 'ending':
      return t`The circle is coming to its end.`;
    case 'ended':
      return t`This circle has ended.`;
  }
}

const meetingsOf = ({ next, coming }: PlaceBody): readonly PlaceMeeting[] =>
  next === null ? coming : [next, ...coming.filter(({ id }) => id !== next.id)];

/** What others changed between two answers of the server; what this person pressed is said there. */
export function announcePlaceChanges(before: PlaceBody, after: PlaceBody): void {
  if (after.agreements.changed && !before.agreements.changed) {
    speak(circleChanged.of(t`Our agreements changed. Please read what’s different.`));
  }
  // A pause or an end takes its meetings with it: said once, and not for each date.
  if (after.state !== before.state) {
    speak(circleChanged.of(stateSpeech(after.state)));
    return;
  }
  const known = new Map(meetingsOf(before).map((each) => [each.id, each]));
  const daysOf = (changed: (was: PlaceMeeting, is: PlaceMeeting) => boolean, hasTime = false) =>
    new Intl.ListFormat(pageLocale()).format(
      meetingsOf(after).flatMap((is) => {
        const was = known.get(is.id);
        if (!was || !changed(was, is)) return [];
        const span = spanOf(is);
        const day = formatDayWithDate(span.start);
        return hasTime ? `${day}, ${formatTimeSpan(span)}` : day;
      }),
    );
  const cancelled = daysOf((was, is) => was.state !== 'cancelled' && is.state === 'cancelled');
  if (cancelled) speak(datesCancelled.of(cancelled));
  const moved = daysOf((was, is) => was.start !== is.start && is.state !== 'cancelled', true);
  if (moved) speak(datesMoved.of(moved));
  const seats = daysOf((was, is) => was.seat === 'waiting' && is.seat === 'seat');
  if (seats) speak(seatGiven.of(seats));
}
