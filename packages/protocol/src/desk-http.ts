/** HTTP bodies of the desk of organisers (DSK-2 to DSK-4). */
import { helpKinds, reasons, reportStates } from '@holdspace/core';
import { z } from 'zod';

const deskText = z.string().max(16_384);
export const threadSeenRequest = z.strictObject({ answering: z.boolean().default(false) });
export const threadAnswerRequest = z.strictObject({ text: deskText });
/** `note`: a sentence to the person. */
export const threadClosingRequest = z.strictObject({ note: deskText.optional() });
export const reportUpdate = z.strictObject({
  state: z.enum(reportStates),
  /** Read by the reporter; needed to close. */
  outcome: deskText.optional(),
});

/** A readonly list, as in core. */
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const receipt = z.object({
  id: z.string(),
  kind: z.enum([
    'nudge',
    'warn',
    'mute',
    'remove',
    'exclude',
    'exclude-everywhere',
    'redact',
    'turn-away',
    'stop',
  ]),
  at: z.number(),
  reason: z.enum(reasons),
  note: z.string(),
  until: z
    .union([z.number(), z.literal('meeting')])
    .nullable()
    .optional(),
});
const thread = z.object({
  id: z.string(),
  kind: z.enum(['note', 'help', 'appeal']),
  by: z.string(),
  name: z.string(),
  state: z.enum(['sent', 'seen', 'answering', 'answered', 'unseen', 'closed']),
  help: z.enum(helpKinds).optional(),
  receipt: receipt.optional(),
  entries: list(
    z.object({
      by: z.string(),
      at: z.number(),
      text: z.string(),
      organiser: z.literal(true).optional(),
      name: z.string().optional(),
      closes: z.literal(true).optional(),
    }),
  ),
});
/** The desk of the organiser; the circle sees nothing of it. */
export const organiserDesk = z.object({
  /** Reports about facilitators, without their authors (DSK-4). */
  reports: list(
    z.object({
      id: z.string(),
      about: z.string(),
      name: z.string(),
      message: z.string().nullable(),
      at: z.number(),
      state: z.enum(reportStates),
      text: z.string(),
      outcome: z.string().optional(),
    }),
  ),
  appeals: list(thread),
  /**
   * Calls for help that raised the alarm, and whether a facilitator has seen them (DSK-2); also the
   * needs for care of facilitators.
   */
  help: list(thread),
  alerts: list(z.string()),
  incidents: list(
    z.object({ what: z.enum(['no-show', 'abandoned']), meeting: z.string(), at: z.number() }),
  ),
  feedback: list(z.object({ id: z.string(), meeting: z.string().nullable(), text: z.string() })),
  /** Every moderation act in order: its actor and its subject (VOI-8). */
  record: list(
    receipt.extend({
      by: z.string(),
      byName: z.string(),
      to: z.string(),
      toName: z.string(),
      /** The person who asked first, for an act that needs two people (VOI-1). */
      asked: z.object({ by: z.string(), name: z.string(), note: z.string() }).optional(),
    }),
  ),
});

export type ReportUpdate = z.input<typeof reportUpdate>;
