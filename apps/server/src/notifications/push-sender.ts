/**
 * Web push to a device of the staff (ALR-2): encrypted for it by `web-push` (RFC 8291), signed
 * with the keys of this server (RFC 8292), and sent with the limits of `outbound-request.ts`.
 */
import { hash } from 'node:crypto';
import webPush from 'web-push';
import type { VapidKeys } from '../config/secrets.ts';
import {
  type DeliveryOutcome,
  type Notification,
  quoteAnswer,
  refusedDelivery,
  unansweredDelivery,
} from './notification.ts';
import type { OutboundHosts } from './outbound-hosts.ts';
import { type PostLimits, post, postLimits } from './outbound-request.ts';
import type { PushSubscriptionKeys } from './push-subscription.ts';

export interface PushIdentity {
  readonly keys: VapidKeys;
  /** Where a push service finds the people who run this server: an address of the web or of mail. */
  readonly subject: string;
}

/** Seconds that a push service keeps a message for a device that is off. */
const keptFor = 4 * 60 * 60;

/** `isGone`: the push service no longer knows the device. */
export type PushOutcome = DeliveryOutcome & { readonly isGone?: true };

export async function sendPush(
  hosts: OutboundHosts,
  identity: PushIdentity,
  subscription: PushSubscriptionKeys,
  { id, topic }: Notification,
  limits: PostLimits = postLimits,
): Promise<PushOutcome> {
  const request = encrypt(identity, subscription, id, JSON.stringify({ id, topic }));
  if (request === null) {
    return refusedDelivery(
      'The keys of this device are not valid. Turn push off and on there.',
      false,
    );
  }
  const answered = await post(hosts, request, limits);
  if ('blocked' in answered) return refusedDelivery(`Not sent. ${answered.blocked}`, false);
  if ('failed' in answered) return unansweredDelivery(`The push service: ${answered.failed}`);
  return pushOutcome(answered.status, answered.body);
}

/** Null for keys that no device has. */
function encrypt(
  { keys, subject }: PushIdentity,
  { endpoint, keys: device }: PushSubscriptionKeys,
  id: string,
  payload: string,
) {
  try {
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint, keys: { ...device } },
      payload,
      {
        vapidDetails: { subject, ...keys },
        TTL: keptFor,
        urgency: 'high',
        // A message that waits for a device is replaced by its repetition; 32 letters at most.
        topic: hash('sha256', id, 'base64url').slice(0, 32),
      },
    );
    const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return { url: endpoint, headers: Object.fromEntries(named), body: body ?? '' };
  } catch {
    return null;
  }
}

function pushOutcome(status: number, body: string): PushOutcome {
  if (status >= 200 && status < 300) return { result: 'handed-over' };
  if (status === 404 || status === 410) {
    const detail = 'The push service no longer knows this device. Turn push on there again.';
    return { ...refusedDelivery(detail, false), isGone: true };
  }
  const mayRetry = status === 429 || status >= 500;
  const quote = quoteAnswer(body);
  const detail = `The push service answered ${status}${quote === '' ? '.' : `: ${quote}`}`;
  return refusedDelivery(detail, mayRetry);
}
