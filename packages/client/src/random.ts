/**
 * Ids and waiting times. `crypto.getRandomValues` is there over plain http too, where
 * `crypto.randomUUID` is missing: a circle in a local network has no certificate.
 */

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 130 random bits in 26 characters. */
export function randomId(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(26))) id += alphabet[byte % 32];
  return id;
}

export const firstReconnectDelay = 500;
export const maxReconnectDelay = 5000;

/**
 * How long to wait before trying to come back, in milliseconds: full jitter, so that a
 * whole circle that lost its server does not return in one moment.
 * `attempt` counts from 0, `fraction` is in [0, 1).
 */
export function reconnectDelay(attempt: number, fraction: number): number {
  return fraction * Math.min(maxReconnectDelay, firstReconnectDelay * 2 ** Math.min(attempt, 10));
}
