/**
 * What a saved rehearsal expects people to see: everything that does not depend on the hour or on
 * random ids.
 */
import type { PersonId, View } from '@holdspace/core';
import type { MeetingMoment } from '../history/meeting-history.ts';
import { viewAfter } from '../history/person-views.ts';
import type { RehearsalKeys } from './rehearsal-keys.ts';

const publicFields = [
  ...(['phase', 'mode', 'holder', 'offered', 'frozen', 'onHold', 'hands', 'lead'] as const),
  ...(['locked', 'slow', 'prompt', 'round', 'ask', 'respondTo'] as const),
];

const publicPart = (view: View): object =>
  Object.fromEntries(publicFields.map((key) => [key, view[key]]));

/** After a deadline; null where it changed nothing that this person sees. */
export function publicExpectation(
  moment: MeetingMoment,
  viewer: PersonId,
  keys: RehearsalKeys,
): object | null {
  const after = viewAfter(moment, viewer);
  const before = viewAfter({ ...moment, after: moment.before }, viewer);
  if (!after || !before) return null;
  const [now, then] = [publicPart(after), publicPart(before)];
  if (JSON.stringify(now) === JSON.stringify(then)) return null;
  return Object(keys.replaceIn(now));
}

/** At the end: the public part, the people, the timeline and what is the viewer's own. */
export function expectedView(view: View, keys: RehearsalKeys): object {
  const { people, timeline, mine } = view;
  return Object(
    keys.replaceIn({
      ...publicPart(view),
      people: people.map(({ id, role, seat, steppedOut }) => ({ id, role, seat, steppedOut })),
      timeline: timeline.map(({ by, text, withdrawn = false, removed = false, held = false }) => ({
        ...{ by, text, withdrawn, removed, held },
      })),
      mine: {
        ...{ role: mine.role, seat: mine.seat, whereabouts: mine.whereabouts },
        ...{
          place: mine.place,
          handPlace: mine.handPlace,
          hidden: mine.hidden,
          canSay: mine.canSay,
        },
        receipts: mine.receipts.map(({ kind, reason, note }) => ({ kind, reason, note })),
        resonance: mine.resonance.map(({ by, kind }) => ({ by, kind })),
      },
    }),
  );
}
