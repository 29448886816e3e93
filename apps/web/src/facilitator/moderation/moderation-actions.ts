/**
 * What a facilitator can do towards one person, from the kindest to the last (VOI-1): what it
 * asks for and how it is sent. Every act but a kind word and the end of a turn has a reason.
 */
import type { MessageId, PersonId, Reason, WireCommand } from '@holdspace/protocol';

export type ModerationAction =
  | 'nudge'
  | 'stop'
  | 'warn'
  | 'mute'
  | 'remove'
  | 'exclude'
  | 'exclude-everywhere'
  | 'turn-away'
  | 'redact';

export type MuteLength = '5m' | '15m' | 'meeting' | 'lifted';
export type ExcludeLength = 'week' | 'month' | 'date' | 'lifted';

export const needsReason = (act: ModerationAction): boolean => act !== 'nudge' && act !== 'stop';
/** Ends somebody's part: shown apart, and in another colour. */
export const endsParticipation = (act: ModerationAction): boolean =>
  act === 'remove' || act === 'exclude' || act === 'exclude-everywhere';

export interface ModerationInput {
  readonly act: ModerationAction;
  readonly who: PersonId;
  /** What is taken away; for `redact` only. */
  readonly message: MessageId | undefined;
  readonly reason: Reason;
  readonly note: string;
  readonly mute: MuteLength;
  /** Also no resonance (VOI-4). */
  readonly still: boolean;
  /** Epoch ms; null until lifted. */
  readonly until: number | null;
}

export function moderationCommand(filled: ModerationInput): WireCommand {
  const { act, who, message = '', reason, note, mute, still, until } = filled;
  switch (act) {
    case 'nudge':
      return { do: 'nudge', who, note };
    case 'stop':
      return { do: 'stop-turn', who, note };
    case 'mute':
      return {
        do: 'mute',
        who,
        reason,
        note,
        ...(mute !== 'lifted' && { for: mute }),
        ...(still && { resonance: true }),
      };
    case 'exclude':
      return {
        do: 'exclude',
        who,
        reason,
        note,
        ...(until !== null && { until: new Date(until).toISOString() }),
      };
    case 'redact':
      return { do: 'redact', message, reason, note };
    case 'warn':
    case 'remove':
    case 'turn-away':
    case 'exclude-everywhere':
      return { do: act, who, reason, note };
  }
}

const day = 24 * 60 * 60 * 1000;

/** The end of that day, here; null until lifted, or while no date is chosen. */
export function excludedUntil(length: ExcludeLength, date: string, now: number): number | null {
  switch (length) {
    case 'week':
      return now + 7 * day;
    case 'month':
      return now + 28 * day;
    case 'date': {
      const chosen = new Date(`${date}T23:59:00`).getTime();
      return Number.isNaN(chosen) ? null : chosen;
    }
    case 'lifted':
      return null;
  }
}

/** What is told the person about how long a mute lasts. */
export function mutedUntil(length: MuteLength, now: number): number | 'meeting' | null {
  switch (length) {
    case '5m':
      return now + 5 * 60_000;
    case '15m':
      return now + 15 * 60_000;
    case 'meeting':
      return 'meeting';
    case 'lifted':
      return null;
  }
}
