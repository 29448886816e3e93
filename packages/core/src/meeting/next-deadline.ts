/** When a meeting needs a node though nobody comes; see `nextDeadline` of a decider. */
import { earlierOf, earliestDeadline } from '../kernel.ts';
import type { Millis } from '../vocabulary.ts';
import { mustReportMeetingAlerts } from './alerts.ts';
import { meetingDeadlines } from './deadlines.ts';
import { outboxDueAt } from './outbox.ts';
import { hasPeopleWithPresence } from './presence.ts';
import { isMeetingEnded, isMeetingOver, type MeetingState } from './state.ts';

/**
 * While people are in, a node looks after them at least this often. When all nodes with their
 * connections fail at once, another one finds out that they are gone.
 */
export const presenceCheckInterval: Millis = 120_000;

/**
 * The commit's own time while another ledger must learn of it (outbox, alerts, the end of the meeting);
 * else the earliest deadline, and not later than the next look at who is there.
 */
export function nextMeetingDeadline(
  before: MeetingState,
  after: MeetingState,
  at: Millis,
): Millis | null {
  if (after.outgoing.size > 0) return outboxDueAt(after, at);
  const mustTell = mustReportMeetingAlerts(after);
  // What the circle called off it knows to be off.
  const hasEnded = isMeetingEnded(after) && !isMeetingEnded(before) && !after.calledOff;
  if (mustTell || hasEnded) return at;
  const isWatched = !isMeetingOver(after) && hasPeopleWithPresence(after);
  const check = isWatched ? at + presenceCheckInterval : null;
  return earlierOf(restingMeetingDeadline(after), check);
}

/** The earliest deadline. */
export const restingMeetingDeadline = (state: MeetingState): Millis | null =>
  earliestDeadline(meetingDeadlines(state));
