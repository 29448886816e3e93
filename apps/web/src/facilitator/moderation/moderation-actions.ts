/**
 * The moderation actions towards one person, from the mildest to the strongest (VOI-1): which
 * fields each needs and which command it becomes. All but `nudge` and `stop` need a reason.
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

export const needsReason = (action: ModerationAction): boolean =>
  action !== 'nudge' && action !== 'stop';
/** The person loses access or a message: the button that does it has the colour of danger. */
export const isDestructive = (action: ModerationAction): boolean =>
  ['remove', 'exclude', 'exclude-everywhere', 'turn-away', 'redact'].includes(action);

export interface ModerationInput {
  readonly action: ModerationAction;
  readonly who: PersonId;
  /** The message to remove; for `redact` only. */
  readonly message: MessageId | undefined;
  readonly reason: Reason;
  readonly note: string;
  readonly mute: MuteLength;
  /** The mute covers resonance too (VOI-4). */
  readonly mutesResonance: boolean;
  /** End of an exclusion, epoch ms; null: until lifted. */
  readonly until: number | null;
}

export function moderationCommand(input: ModerationInput): WireCommand {
  const { action, who, message = '', reason, note, mute, mutesResonance, until } = input;
  switch (action) {
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
        ...(mutesResonance && { resonance: true }),
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
      return { do: action, who, reason, note };
  }
}

const day = 24 * 60 * 60 * 1000;

/** The end of an exclusion, epoch ms, in the local zone; null: until lifted, or no date yet. */
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

/** The end of a mute as the receipt shows it: epoch ms, this meeting, or null until lifted. */
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
