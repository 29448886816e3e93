/** What a browser gives when it subscribes to web push, as it is kept and checked. */
import { ECDH } from 'node:crypto';

export interface PushSubscriptionKeys {
  /** The address of the push service, for this device alone. */
  readonly endpoint: string;
  /** As base64url. */
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** In bytes. */
const [publicKeyLength, authLength] = [65, 16];

/** Whether a device can have these keys: a point of P-256, and 16 random bytes (RFC 8291). */
export function arePushKeysValid({ p256dh, auth }: PushSubscriptionKeys['keys']): boolean {
  const key = Buffer.from(p256dh, 'base64url');
  if (key.length !== publicKeyLength || Buffer.from(auth, 'base64url').length !== authLength) {
    return false;
  }
  try {
    ECDH.convertKey(key, 'prime256v1');
    return true;
  } catch {
    return false;
  }
}

export const writePushSubscription = ({ endpoint, keys }: PushSubscriptionKeys): string =>
  JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });

/** Null for words that were erased. */
export function readPushSubscription(text: string): PushSubscriptionKeys | null {
  return text === '' ? null : (JSON.parse(text) as PushSubscriptionKeys);
}
