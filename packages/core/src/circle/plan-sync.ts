/**
 * Keeps the plan of a circle and the ledgers of its meetings in step, from both sides: what has not
 * begun follows the plan, and the plan follows what has begun (RHY-3). What has not opened its doors
 * has the settings of the circle too.
 */
import type { MeetingState, MeetingSystemCommand } from '../meeting/index.ts';
import { followsPlan, followsSettings } from '../meeting/index.ts';
import { changedSettings } from '../settings.ts';
import type { PlannedMeeting } from './plan-state.ts';
import type { PlanningCommand } from './planning-commands.ts';
import type { CircleState } from './state.ts';

/** What brings a meeting to the plan; null when it is there, or has begun. Safe to send twice. */
export function replanCommand(
  { start, end, off, revision = 0 }: PlannedMeeting,
  meeting: MeetingState,
): Extract<MeetingSystemCommand, { readonly do: 'replan' }> | null {
  if (revision <= meeting.planRevision || !followsPlan(meeting)) return null;
  return { do: 'replan', revision, start, end, off: off !== undefined };
}

/**
 * What brings a meeting whose doors have not opened to the settings of its circle; null when it has
 * them. Safe to send twice.
 */
export function settingsCommand(
  { settings, settingsRevision: revision }: Pick<CircleState, 'settings' | 'settingsRevision'>,
  meeting: Pick<MeetingState, 'settings' | 'settingsRevision' | 'phase'>,
): Extract<MeetingSystemCommand, { readonly do: 'follow-settings' }> | null {
  if (revision <= meeting.settingsRevision || !followsSettings(meeting)) return null;
  const isSame = Object.keys(changedSettings(meeting.settings, settings)).length === 0;
  return isSame ? null : { do: 'follow-settings', settings, revision };
}

/**
 * What brings the plan to a meeting that had begun when it was changed, as on another node at the
 * same moment; null when they agree. Safe to send twice.
 */
export function keepCommand(
  planned: PlannedMeeting,
  state: MeetingState,
): Extract<PlanningCommand, { readonly do: 'keep-meeting' }> | null {
  const { meeting, start, off, revision = 0 } = planned;
  if (revision <= state.planRevision || followsPlan(state)) return null;
  if (!off && start === state.start) return null;
  return { do: 'keep-meeting', meeting, start: state.start, end: state.end };
}
