/** Commands to a meeting: moderation by facilitators, and hiding a person for oneself. */
import { reasons } from '../vocabulary.ts';
import type { CommandEntry } from './entry.ts';
import {
  duration,
  either,
  flag,
  messageId,
  moment,
  oneOf,
  optional,
  personId,
  text,
} from './fields.ts';

const reason = oneOf(reasons);

export const moderationCommands = {
  /** Lets a newcomer's message pass that waits (VOI-10). */
  release: { by: 'facilitator', rate: 'plain', late: 'drop', fields: { message: messageId } },
  redact: {
    by: 'facilitator',
    rate: 'plain',
    late: 'send',
    fields: { message: messageId, reason, note: text },
  },
  mute: {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: {
      who: personId,
      /** A length, the rest of the meeting, or absent: until lifted. */
      for: optional(either(oneOf(['meeting']), duration)),
      reason,
      note: text,
      /** Also no resonance (VOI-4). */
      resonance: optional(flag),
    },
  },
  unmute: { by: 'facilitator', rate: 'plain', late: 'drop', fields: { who: personId } },
  remove: {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { who: personId, reason, note: text },
  },
  nudge: { by: 'facilitator', rate: 'plain', late: 'drop', fields: { who: personId, note: text } },
  warn: {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { who: personId, reason, note: text },
  },
  exclude: {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: {
      who: personId,
      /** Absent: until lifted. */
      until: optional(moment),
      reason,
      note: text,
    },
  },
  'exclude-everywhere': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    proof: true,
    fields: { who: personId, reason, note: text },
  },
  hide: { by: 'member', rate: 'move', late: 'send', fields: { who: personId } },
  unhide: { by: 'member', rate: 'move', late: 'send', fields: { who: personId } },
} as const satisfies Record<string, CommandEntry>;
