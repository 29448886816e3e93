/**
 * Completes a person's command for the desk with what the circle and its meeting know: whom a
 * report is about and what it quotes (PRV-2, DSK-4, TXT-4), and which meeting feedback is about.
 */
import type { DeskCommand } from '../commands/index.ts';
import type { DeskRequest } from '../desk/index.ts';
import type { Quote } from '../desk-items.ts';
import type { Refusal } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import { readableEnd } from '../meeting/agreements.ts';
import type { MeetingState } from '../meeting/index.ts';
import type { MeetingMessage } from '../meeting/state.ts';
import { messageIndexOf } from '../meeting/state.ts';
import type { Standing } from '../standing.ts';
import type { MeetingId, PersonId } from '../vocabulary.ts';
import type { Readable } from './pending-receipts.ts';
import { messageOf } from './redaction.ts';

export interface DeskRequestContext {
  /** Who asks. */
  readonly actor: PersonId;
  /** The current meeting; null when there is none. */
  readonly meeting: Readable<MeetingState> | null;
  /** The meeting that has begun, or was last; null when there was none. */
  readonly lastMeeting: MeetingId | null;
  /** The standing at the desk of a member; null for everyone else. */
  readonly deskStandingOf: (person: PersonId) => Standing | null;
}

/** Refusals: `unknown-person`, and `unknown-message` for one that the reporter could not read. */
export function deskRequestOf(
  command: DeskCommand,
  { actor, meeting, lastMeeting, deskStandingOf }: DeskRequestContext,
): DeskRequest | Refusal {
  if (command.do === 'feedback' || command.do === 'back-channel') {
    return { ...command, meeting: lastMeeting };
  }
  if (command.do !== 'report') return command;
  const { target } = command;
  const reporter = deskStandingOf(actor);
  const message =
    'who' in target || !meeting
      ? undefined
      : visibleMessage(meeting.state, target.message, reporter);
  const person = 'who' in target ? target.who : message?.by;
  const about = person && deskStandingOf(person);
  if (!about) return refuse('who' in target ? 'unknown-person' : 'unknown-message');
  const { name, role } = about;
  const quote = message && meeting ? quoteOf(message, meeting) : null;
  return { ...command, about: { person, name, role, ...(quote && { quote }) } };
}

/**
 * PRV-2: from the reporter's entering on. AGR-2: not what was said under agreements that they have
 * not agreed to. The writer may have left meanwhile.
 */
function visibleMessage(
  state: MeetingState,
  id: string,
  reporter: Standing | null,
): MeetingMessage | undefined {
  const from = reporter && state.people.get(reporter.person)?.from;
  const at = messageIndexOf(state, id);
  if (from == null || at < from || at >= readableEnd(state, reporter).messages) return undefined;
  return state.messages.at(at);
}

/** TXT-4: the words as long as they can be read; null afterwards. */
function quoteOf(message: MeetingMessage, { words }: Readable<MeetingState>): Quote | null {
  const { text, note } = messageOf(message, words);
  return text === '' ? null : { text, ...(note && { note }) };
}
