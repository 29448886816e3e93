/** The bodies of the HTTP API about the inbox of staff (ALR-3, ALR-4, ALR-6). No words are in them. */
import { alertKinds, channelKinds } from '@holdspace/core';
import { z } from 'zod';
import type { InboxAlert } from './wire.ts';

const id = z.string().min(1).max(64);

const alert = {
  id: z.string(),
  /** In the order of harm; see `alertKinds`. */
  kind: z.enum(alertKinds),
  /** Null for a channel, which belongs to no circle. */
  circle: z.string().nullable(),
  /** Epoch ms: when it was raised, and since when its cause lasts. */
  at: z.number(),
  since: z.number(),
  /** Of what it is about. */
  thread: z.string().optional(),
  meeting: z.string().optional(),
  /** Of a meeting that nobody carries: when it begins, epoch ms (CVR-4). */
  start: z.number().optional(),
  report: z.string().optional(),
  channel: z.string().optional(),
  /** Who has it, and their name. */
  by: z.string().optional(),
  byName: z.string().optional(),
  /** It was given to the author of the request. */
  yours: z.boolean(),
};

/**
 * `taken`: somebody has it, and nobody else is alerted. The same as an alert of the live inbox, or it
 * does not compile.
 */
export const inboxItem = z.object({
  ...alert,
  state: z.enum(['open', 'taken']),
}) satisfies z.ZodType<InboxAlert>;
export const inboxList = z.array(inboxItem).readonly();
export const inboxQuery = z.strictObject({
  /** The id of the last alert of the page before. */
  after: id.optional(),
  /** `true`: nothing counts as seen, for a page that only counts. */
  peek: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
});

/** One alert with everybody who was alerted, and what each channel answered last. */
export const alertDetail = z.object({
  ...alert,
  state: z.enum(['open', 'taken', 'settled']),
  given: z.array(
    z.object({
      staff: z.string(),
      name: z.string(),
      /** When they were alerted first, and last. */
      first: z.number(),
      last: z.number(),
      /** When they opened their inbox; null: not yet. */
      seen: z.number().nullable(),
    }),
  ),
  deliveries: z.array(
    z.object({
      channel: z.string(),
      /** Null when the channel was removed. */
      kind: z.enum(channelKinds).nullable(),
      staff: z.string().nullable(),
      state: z.enum(['waiting', 'handed-over', 'refused', 'no-answer', 'seen']),
      at: z.number(),
      attempts: z.number(),
      /** When it is sent next; null: not any more. */
      next: z.number().nullable(),
    }),
  ),
});

/** All that the author of the request was given, when it is left out. */
export const seenAlertsRequest = z.strictObject({ alerts: z.array(id).max(1000).optional() });

export type AlertDetail = z.infer<typeof alertDetail>;
