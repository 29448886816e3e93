import { createPublicKey } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { deriveKeys } from '../../src/config/secrets.ts';
import type { Notification } from '../../src/notifications/notification.ts';
import { OutboundHosts } from '../../src/notifications/outbound-hosts.ts';
import { sendPush } from '../../src/notifications/push-sender.ts';
import { arePushKeysValid } from '../../src/notifications/push-subscription.ts';
import { HttpReceiver, PlayedDevice } from './receivers.ts';

const notification: Notification = {
  id: 'al_0123456789abcdef',
  topic: 'alert',
  url: 'https://circles.example.org/o',
  at: 0,
};
const subject = 'https://circles.example.org';
const { vapid } = deriveKeys('a secret of this test, long enough for it');

async function fixture() {
  const receiver = await HttpReceiver.start();
  receiver.answer = (response) => response.writeHead(201).end();
  const device = new PlayedDevice();
  const hosts = new OutboundHosts([receiver.host]);
  const push = (endpoint = receiver.url('/push/canary-endpoint')) =>
    sendPush(hosts, { keys: vapid, subject }, device.subscription(endpoint), notification);
  return { receiver, device, push };
}

describe('a web push', () => {
  it('ALR-2 is encrypted for the device, which alone can read it', async () => {
    const { receiver, device, push } = await fixture();
    expect(await push()).toEqual({ result: 'handed-over' });
    expect(device.read(receiver.last)).toEqual({ id: notification.id, topic: 'alert' });
    expect(() => new PlayedDevice().read(receiver.last)).toThrow();
    const { headers, body, method } = receiver.last;
    expect([method, headers['content-encoding']]).toEqual(['POST', 'aes128gcm']);
    expect(headers).toMatchObject({ urgency: 'high', ttl: '14400' });
    expect(body.includes('alert')).toBe(false);
  });

  it('ALR-2 is signed with the key of the server for this push service, for a short time', async () => {
    const { receiver, push } = await fixture();
    await push();
    const [, token = '', key] =
      /^vapid t=(.+), k=(.+)$/.exec(String(receiver.last.headers.authorization)) ?? [];
    expect(key).toBe(vapid.publicKey);
    const point = Buffer.from(vapid.publicKey, 'base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((each) =>
      each.toString('base64url'),
    );
    const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
    const verified = jsonwebtoken.verify(token, createPublicKey({ key: jwk, format: 'jwk' }), {
      algorithms: ['ES256'],
      audience: `http://${receiver.host}`,
      complete: true,
    });
    const { sub, exp = 0 } = verified.payload as { sub?: string; exp?: number };
    expect(sub).toBe(subject);
    // RFC 8292: at most 24 hours.
    expect(exp - Date.now() / 1000).toBeLessThanOrEqual(24 * 60 * 60);
  });

  it('ALR-5 a repetition has the same topic, so that it takes the place of one that waits', async () => {
    const { receiver, push } = await fixture();
    await push();
    await push();
    const [first, second] = receiver.requests.map(({ headers }) => String(headers.topic));
    expect(first).toBe(second);
    expect(first).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  it.each([404, 410])('ALR-2 an answer %i says that the device is gone', async (status) => {
    const { receiver, push } = await fixture();
    receiver.answer = (response) => response.writeHead(status).end();
    expect(await push()).toMatchObject({ result: 'refused', mayRetry: false, isGone: true });
  });

  it.each([
    [400, false],
    [403, false],
    [413, false],
    [429, true],
    [500, true],
    [503, true],
  ])('ALR-4 an answer %i is refused, and may be tried again: %s', async (status, mayRetry) => {
    const { receiver, push } = await fixture();
    receiver.answer = (response) => response.writeHead(status).end('{"reason":"Bad"}');
    expect(await push()).toEqual({
      result: 'refused',
      detail: `The push service answered ${status}: “{"reason":"Bad"}”`,
      mayRetry,
    });
  });

  it('ALR-5 goes to no address in the network of the server, whatever a browser says', async () => {
    const { push } = await fixture();
    for (const endpoint of ['https://127.0.0.1/push', 'http://fcm.example.org/', 'file:///x']) {
      expect(await push(endpoint)).toMatchObject({ result: 'refused', mayRetry: false });
    }
  });

  it('ALR-2 keys that no device has are known as such, and never a fault', async () => {
    const { keys } = new PlayedDevice().subscription('https://push.example.org');
    expect(arePushKeysValid(keys)).toBe(true);
    const offCurve = Buffer.alloc(65, 7).fill(4, 0, 1).toString('base64url');
    for (const wrong of [
      { ...keys, p256dh: '' },
      { ...keys, p256dh: offCurve },
      { ...keys, auth: 'c2hvcnQ' },
      { p256dh: keys.auth, auth: keys.p256dh },
    ]) {
      expect(arePushKeysValid(wrong)).toBe(false);
      const hosts = new OutboundHosts(['push.example.org']);
      const subscription = { endpoint: 'https://push.example.org', keys: wrong };
      const sent = await sendPush(hosts, { keys: vapid, subject }, subscription, notification);
      expect(sent).toMatchObject({ result: 'refused', mayRetry: false });
    }
  });

  it('ALR-2 the keys of the server follow from its secret, the same on every node', () => {
    expect(deriveKeys('a secret of this test, long enough for it').vapid).toEqual(vapid);
    expect(deriveKeys('another secret of this test, long enough').vapid).not.toEqual(vapid);
    expect(Buffer.from(vapid.privateKey, 'base64url')).toHaveLength(32);
    expect(Buffer.from(vapid.publicKey, 'base64url')).toHaveLength(65);
  });
});
