/** Commands about what is a person's own: to the circle, to the device, and an export. */
import { intentionOutcomes } from '../vocabulary.ts';
import type { CommandEntry } from './entry.ts';
import { count, oneOf, text } from './fields.ts';

export const ownCommands = {
  intend: { by: 'member', rate: 'words', late: 'send', fields: { text } },
  intention: {
    by: 'member',
    rate: 'move',
    late: 'send',
    fields: { outcome: oneOf(intentionOutcomes) },
  },
  /** To what the circle has agreed on; `version` is the one that was shown (AGR-2). */
  agree: { by: 'member', rate: 'move', late: 'send', fields: { version: count } },
  /** Ends the membership and erases every word and the name with it (PRV-11). */
  'forget-me': { by: 'member', rate: 'heavy', late: 'send', fields: {} },
} as const satisfies Record<string, CommandEntry>;

/** Concerns the device that sends it, and no ledger (RND-16). */
export const deviceCommands = {
  'write-here': { by: 'member', rate: 'move', late: 'send', fields: {} },
} as const satisfies Record<string, CommandEntry>;

/** Reads everything of the person's own that can be read still (PRV-4); it changes nothing. */
export const exportCommands = {
  'export-mine': { by: 'member', rate: 'heavy', late: 'send', proof: true, fields: {} },
} as const satisfies Record<string, CommandEntry>;
