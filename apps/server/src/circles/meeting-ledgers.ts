/**
 * Plans meetings and finds the current one. Planning appends to two ledgers, the circle's first.
 * The next reader of the meeting appends to the second if that is missing, so a crash between
 * the two loses nothing.
 */
import type {
  CircleState,
  HouseStanding,
  MeetingId,
  Millis,
  PlannedMeeting,
} from '@holdspace/core';
import { currentMeeting, isUnderWay, meetingsWithWords } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandContext, CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledger/ledgers.ts';

/** The ledger of this meeting; schedules it if that is missing. */
export async function meetingLedger(
  ledgers: Ledgers,
  { circle, settings }: CircleState,
  { meeting, start, end }: PlannedMeeting,
): Promise<MeetingLedger> {
  const ledger = await ledgers.meeting(meeting);
  if (ledger.version === 0 && circle !== null) {
    await ledger.handle({ do: 'schedule', circle, meeting, start, end, settings }, systemContext);
  }
  return ledger;
}

/** The meeting that is under way or comes next; null when none was ever planned. */
export async function currentMeetingLedger(
  ledgers: Ledgers,
  circle: CircleLedger,
): Promise<MeetingLedger | null> {
  const open = circle.state.meetings.filter(({ ended }) => !ended);
  const known = await Promise.all(open.map(({ meeting }) => ledgers.meeting(meeting)));
  const planned = currentMeeting(circle.state, ledgers.store.now(), (meeting) =>
    known.some(({ state }) => state.meeting === meeting && isUnderWay(state)),
  );
  return planned && meetingLedger(ledgers, circle.state, planned);
}

/** Meetings whose words may still be readable, oldest first. */
export async function readableMeetings(
  ledgers: Ledgers,
  circle: CircleState,
): Promise<MeetingLedger[]> {
  const planned = meetingsWithWords(circle, ledgers.store.now());
  return Promise.all(planned.map((each) => meetingLedger(ledgers, circle, each)));
}

/** Answers when both ledgers have the meeting. */
export async function planMeeting(
  ledgers: Ledgers,
  circle: CircleLedger,
  context: CommandContext<HouseStanding>,
  planned: { readonly meeting: MeetingId; readonly start: Millis; readonly end: Millis },
): Promise<CommandResult> {
  const answer = await circle.handle({ do: 'schedule', ...planned }, context);
  if ('ok' in answer) await meetingLedger(ledgers, circle.state, { ...planned, ended: false });
  return answer;
}
