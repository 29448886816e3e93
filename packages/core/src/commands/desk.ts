/** Commands to the desk of a circle: help, notes, appeals, reports and feedback. */
import { helpKinds, reportStates } from '../vocabulary.ts';
import type { CommandEntry } from './entry.ts';
import {
  either,
  flag,
  messageId,
  object,
  oneOf,
  optional,
  personId,
  receiptId,
  reportId,
  text,
  threadId,
} from './fields.ts';

export const deskCommands = {
  'ask-help': {
    by: 'member',
    rate: 'call',
    late: 'send',
    kept: true,
    fields: { kind: oneOf(helpKinds), text: optional(text) },
  },
  note: { by: 'member', rate: 'desk', late: 'send', kept: true, fields: { text } },
  appeal: {
    by: 'member',
    rate: 'desk',
    late: 'send',
    kept: true,
    fields: { receipt: receiptId, text },
  },
  report: {
    by: 'member',
    rate: 'desk',
    late: 'send',
    kept: true,
    fields: { target: either(object({ message: messageId }), object({ who: personId })), text },
  },
  feedback: { by: 'member', rate: 'words', late: 'send', kept: true, fields: { text } },
  see: {
    by: 'facilitator',
    rate: 'desk',
    late: 'send',
    fields: {
      thread: threadId,
      /** An answer is being written: sent when the form opens; a plain `see` takes it back. */
      answering: optional(flag),
    },
  },
  /** From a facilitator to the person, or from the person in a thread of their own (DSK-7). */
  answer: {
    by: 'member',
    rate: 'call',
    late: 'send',
    kept: true,
    fields: { thread: threadId, text },
  },
  'close-thread': {
    by: 'facilitator',
    rate: 'desk',
    late: 'drop',
    fields: {
      thread: threadId,
      /** A sentence to the person; becomes part of the thread. */
      note: optional(text),
    },
  },
  'back-channel': {
    by: 'facilitator',
    rate: 'desk',
    late: 'send',
    kept: true,
    fields: {
      text,
      /** A look back at the meeting that is under way, or was last. */
      debrief: optional(flag),
    },
  },
  'set-report': {
    by: 'facilitator',
    rate: 'desk',
    late: 'drop',
    fields: {
      report: reportId,
      state: oneOf(reportStates),
      /** The reporter reads it; needed to close. */
      outcome: optional(text),
    },
  },
} as const satisfies Record<string, CommandEntry>;
