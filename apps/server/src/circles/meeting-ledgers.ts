/**
 * Finds the meetings of a circle that have a ledger of their own, and the current one. The circle
 * plans; the ledger of a meeting begins when it is the next one or its doors are near, and follows
 * the plan until it begins. The node that opens it does what is missing, so a crash between the two ledgers
 * loses nothing.
 */
import type { CircleState, MeetingId, PlannedMeeting } from '@holdspace/core';
import {
  currentMeeting,
  isUnderWay,
  meetingsWithWords,
  replanCommand,
  settingsCommand,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import type { LedgerId } from '../storage/port/store.ts';

/** The ledger of this meeting, as it is planned; schedules it if that is missing. */
export async function meetingLedger(
  ledgers: Ledgers,
  state: CircleState,
  planned: PlannedMeeting,
): Promise<MeetingLedger> {
  const ledger = await ledgers.meeting(planned.meeting);
  await followPlan(ledger, state, planned);
  return ledger;
}

/**
 * Brings a meeting that has not begun to what its circle has planned, and to its settings. Safe to
 * repeat.
 */
export async function followPlan(
  ledger: MeetingLedger,
  state: CircleState,
  planned: PlannedMeeting,
): Promise<void> {
  if (ledger.version > 0) {
    const replan = replanCommand(planned, ledger.state);
    if (replan) await ledger.handle(replan, systemContext);
    const follow = settingsCommand(state, ledger.state);
    if (follow) await ledger.handle(follow, systemContext);
    return;
  }
  const { circle, settings, settingsRevision } = state;
  if (circle === null || planned.off) return;
  const { meeting, start, end, revision } = planned;
  const times = { meeting, start, end, ...(revision ? { revision } : {}) };
  const set = { settings, ...(settingsRevision > 0 ? { settingsRevision } : {}) };
  await ledger.handle({ do: 'schedule', circle, ...times, ...set }, systemContext);
}

const ledgerIdOf = ({ meeting }: PlannedMeeting): LedgerId => `meeting:${meeting}`;

/** Those of these meetings that have a ledger of their own. */
async function withLedger(
  { store }: Pick<Ledgers, 'store'>,
  planned: readonly PlannedMeeting[],
): Promise<readonly PlannedMeeting[]> {
  if (planned.length === 0) return [];
  const heads = await store.heads(planned.map(ledgerIdOf));
  return planned.filter((each) => (heads.get(ledgerIdOf(each))?.version ?? 0) > 0);
}

/** The ledger of a meeting; null for one that is planned and has none: nobody was in it. */
export async function begunLedger(
  ledgers: Ledgers,
  meeting: MeetingId,
): Promise<MeetingLedger | null> {
  const id: LedgerId = `meeting:${meeting}`;
  const head = (await ledgers.store.heads([id])).get(id);
  return head && head.version > 0 ? ledgers.meeting(meeting) : null;
}

/**
 * The meetings that have not ended and may be under way or be the next one: few, however many are
 * planned. A meeting that is further away can only be under way when it has a ledger; `isKnown`: the
 * caller knows whether it has.
 */
export async function openMeetingsAtHand(
  ledgers: Pick<Ledgers, 'store'>,
  { meetings, settings }: Pick<CircleState, 'meetings' | 'settings'>,
  isKnown: (meeting: MeetingId) => boolean = () => false,
): Promise<readonly PlannedMeeting[]> {
  const now = ledgers.store.now();
  const open = meetings.filter(({ ended }) => !ended).sort((a, b) => a.start - b.start);
  const begun = open.filter(({ start }) => start - settings.doorsLead <= now);
  const [next, ...later] = open.slice(begun.length);
  const unknown = later.filter(({ meeting }) => !isKnown(meeting));
  return [...begun, ...(next ? [next] : []), ...(await withLedger(ledgers, unknown))];
}

/** The meeting that is under way or comes next; null when none was ever held or is planned. */
export async function currentMeetingLedger(
  ledgers: Ledgers,
  circle: CircleLedger,
): Promise<MeetingLedger | null> {
  const open = await openMeetingsAtHand(ledgers, circle.state);
  const known = await Promise.all(open.map(({ meeting }) => ledgers.meeting(meeting)));
  const planned = currentMeeting(circle.state, ledgers.store.now(), (meeting) =>
    known.some(({ state }) => state.meeting === meeting && isUnderWay(state)),
  );
  return planned && meetingLedger(ledgers, circle.state, planned);
}

/** Meetings whose words may still be readable, oldest first. One without a ledger has no words. */
export async function readableMeetings(
  ledgers: Ledgers,
  circle: CircleState,
): Promise<MeetingLedger[]> {
  const planned = await withLedger(ledgers, meetingsWithWords(circle, ledgers.store.now()));
  return Promise.all(planned.map((each) => meetingLedger(ledgers, circle, each)));
}
