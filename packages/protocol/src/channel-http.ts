/** The bodies of the HTTP API about the ways by which staff are alerted (ALR-2, ALR-4). */
import { channelKinds } from '@holdspace/core';
import { z } from 'zod';
import { maxNameLength } from './lengths.ts';

const address = z.string().trim().min(1).max(2000);

/** How a test ended. `detail`: a sentence for staff; null when it was handed over. */
const tried = {
  result: z.enum(['handed-over', 'refused', 'no-answer']),
  detail: z.string().nullable(),
};

export const channelBody = z.object({
  id: z.string(),
  kind: z.enum(channelKinds),
  /** `''` without one. */
  name: z.string(),
  /** Of a webhook; the rest of its address can be a secret and is not shown. */
  host: z.string().nullable(),
  since: z.number(),
  /** The last test; null while nobody has tried it. */
  tested: z.object({ ...tried, at: z.number() }).nullable(),
});

const sentencesByKind = z.object({ push: z.string(), email: z.string(), webhook: z.string() });

/** On how many devices somebody turned alerts on, and whether they gave an e-mail address. */
const reachableStaff = z.object({ id: z.string(), devices: z.number(), email: z.boolean() });

export const channelOverview = z.object({
  channels: z.array(channelBody),
  /** Why a kind cannot be set up on this server; null when it can. */
  problems: z.object({
    push: z.string().nullable(),
    email: z.string().nullable(),
    webhook: z.string().nullable(),
  }),
  /** What the other service learns, by kind. */
  learns: sentencesByKind,
  /** By what each person on call could be alerted, in the order of alerts. */
  onCall: z.array(reachableStaff),
  /** The organisers who are not on call: they are alerted after them, or while there are none. */
  organisers: z.array(reachableStaff),
});

/** `url` and `name` are of a webhook, which is meant when no kind is given. */
export const newChannelRequest = z.strictObject({
  kind: z.enum(channelKinds).default('webhook'),
  url: address.optional(),
  name: z.string().trim().max(maxNameLength).optional(),
});
/** `secret`: of a webhook, shown this once. */
export const createdChannel = z.object({
  id: z.string(),
  secret: z.string().optional(),
  learns: z.string(),
});

/** The worst of all attempts, and each of them; of push there is one for each device. */
export const channelTestResult = z.object({
  ...tried,
  at: z.number(),
  attempts: z.array(
    z.object({
      /** How its person calls the device; null where there is none. */
      device: z.string().nullable(),
      ...tried,
    }),
  ),
});

/** By what one is alerted oneself. `on`: whether an organiser has set the channel up. */
export const ownChannels = z.object({
  push: z.object({
    on: z.boolean(),
    /** What the browser subscribes with (VAPID, base64url). */
    key: z.string(),
    devices: z.array(
      z.object({ id: z.string(), label: z.string(), since: z.number(), current: z.boolean() }),
    ),
  }),
  email: z.object({ on: z.boolean(), address: z.string().nullable() }),
});

export const emailRequest = z.strictObject({
  address: z.email('needs to be an e-mail address, such as ada@example.org').max(254),
});

/** `PushSubscription.toJSON()`; what else a browser puts into it is left out. */
export const pushSubscription = z.object({
  endpoint: address,
  keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
});
export const createdPushDevice = z.object({ id: z.string() });

export type ChannelBody = z.infer<typeof channelBody>;
export type ChannelOverview = z.infer<typeof channelOverview>;
export type NewChannelRequest = z.input<typeof newChannelRequest>;
export type CreatedChannel = z.infer<typeof createdChannel>;
export type ChannelTestResult = z.infer<typeof channelTestResult>;
export type OwnChannels = z.infer<typeof ownChannels>;
export type PushSubscriptionBody = z.infer<typeof pushSubscription>;
