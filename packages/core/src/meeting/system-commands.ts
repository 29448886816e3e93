/** What only the server itself asks of a meeting: what is due, and what other ledgers tell it. */
import type { CircleSettings } from '../settings.ts';
import type { CircleId, MeetingId, Millis, PersonId } from '../vocabulary.ts';

/** What can be due; deadlines.ts says when. */
export type MeetingDeadlineKind =
  | 'doors'
  | 'end'
  | 'overrun'
  | 'aftercare'
  | 'purge'
  | 'offer'
  | 'offered-away'
  | 'freeze'
  | 'round-waits'
  | 'mute'
  | 'floor-ends'
  | 'responses'
  | 'turn-note'
  | 'lead'
  | 'unattended'
  | 'hold-limit'
  | 'no-show'
  | 'closing-prompt'
  | 'waiting-gone'
  | 'seats-kept'
  | 'pause-ends';

/** What only the server itself asks for. */
export type MeetingSystemCommand =
  | {
      readonly do: 'schedule';
      readonly circle: CircleId;
      readonly meeting: MeetingId;
      readonly start: Millis;
      readonly end: Millis;
      readonly settings: CircleSettings;
      /** Of the circle's plan that it begins with; absent is 0. */
      readonly revision?: number;
      /** Of the circle's settings; absent is 0. */
      readonly settingsRevision?: number;
    }
  /** The circle has changed its settings; a meeting takes them until its doors open. */
  | {
      readonly do: 'follow-settings';
      readonly settings: CircleSettings;
      readonly revision: number;
    }
  /** The circle has changed its plan (RHY-3). `off`: it does not take place. */
  | {
      readonly do: 'replan';
      readonly revision: number;
      readonly start: Millis;
      readonly end: Millis;
      readonly off: boolean;
    }
  /** A connection opened or closed, or counts for something else; the decider reads the presence of everyone. */
  | { readonly do: 'presence-changed' }
  /** Sent by the circle: this person is no longer a facilitator (KEY-4). */
  | { readonly do: 'end-role'; readonly person: PersonId }
  | { readonly do: 'due'; readonly what: MeetingDeadlineKind; readonly person?: PersonId }
  /** The organisation excluded this member, or took that back; no receipt is given here (VOI-12). */
  | { readonly do: 'bar' | 'unbar'; readonly person: PersonId }
  /** The circle's agreements: the version that binds, and who in the meeting has yet to agree (AGR-2). */
  | {
      readonly do: 'note-agreements';
      readonly version: number;
      readonly pending: readonly PersonId[];
    }
  /** These people have agreed to what stands. */
  | { readonly do: 'note-consent'; readonly people: readonly PersonId[] }
  /** The circle has forgotten this person (PRV-11). */
  | { readonly do: 'forget'; readonly person: PersonId }
  /** An outgoing consequence has arrived. */
  | { readonly do: 'confirm'; readonly what: readonly string[] }
  /** The house has this report; see `reportKeys`. */
  | { readonly do: 'confirm-alerts'; readonly alerts: readonly string[] };
