import { describe, expect, it } from 'vitest';
import type { Notification } from '../../src/notifications/notification.ts';
import { OutboundHosts } from '../../src/notifications/outbound-hosts.ts';
import { callWebhook, newWebhookSecret } from '../../src/notifications/webhook-sender.ts';
import { HttpReceiver, readWebhook } from './receivers.ts';

const notification: Notification = {
  id: 'al_0123456789abcdef',
  topic: 'alert',
  url: 'https://circles.example.org/o',
  at: Date.parse('2026-03-01T19:04:00Z'),
};

async function fixture() {
  const receiver = await HttpReceiver.start();
  const secret = newWebhookSecret();
  const hosts = new OutboundHosts([receiver.host]);
  const call = (limits?: { time: number; answer: number }) =>
    callWebhook(hosts, { url: receiver.url('/hook?key=1'), secret }, notification, limits);
  return { receiver, secret, call };
}

describe('a webhook', () => {
  it('ALR-2 is called as Standard Webhooks says; the signature holds for its secret alone', async () => {
    const { receiver, secret, call } = await fixture();
    expect(await call()).toEqual({ result: 'handed-over' });
    const { headers, method, path } = receiver.last;
    expect([method, path]).toEqual(['POST', '/hook?key=1']);
    expect(headers).toMatchObject({ 'content-type': 'application/json' });
    expect(readWebhook(secret, receiver.last)).toEqual({
      type: 'alert',
      timestamp: '2026-03-01T19:04:00.000Z',
      data: { id: notification.id, url: notification.url },
    });
    expect(() => readWebhook(newWebhookSecret(), receiver.last)).toThrow();
    const changed = { ...receiver.last, body: Buffer.from('{}') };
    expect(() => readWebhook(secret, changed)).toThrow();
    expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
  });

  it('ALR-5 has the same id at each try, and the time of the try', async () => {
    const { receiver, secret, call } = await fixture();
    for (let n = 0; n < 3; n++) await call();
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual(Array(3).fill(notification.id));
    for (const each of receiver.requests) expect(readWebhook(secret, each)).toBeTruthy();
  });

  it.each([
    [200, true],
    [202, true],
    [204, true],
    [400, false],
    [401, false],
    [404, false],
    [429, false],
    [500, false],
    [503, false],
  ])('ALR-4 an answer %i is handed over: %s', async (status, isTaken) => {
    const { receiver, call } = await fixture();
    receiver.answer = (response) => response.writeHead(status).end(status === 204 ? '' : 'No.');
    const detail = `It answered ${status}: “No.”`;
    expect(await call()).toEqual(
      isTaken ? { result: 'handed-over' } : { result: 'refused', detail, mayRetry: true },
    );
  });

  it('ALR-4 a redirect, and an address that is gone, are told so and not tried again', async () => {
    const { receiver, call } = await fixture();
    receiver.answer = (response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    const redirected = await call();
    expect(redirected).toMatchObject({ result: 'refused', mayRetry: false });
    expect(redirected).toMatchObject({ detail: expect.stringContaining('302, a redirect') });
    receiver.answer = (response) => response.writeHead(410).end();
    expect(await call()).toEqual({
      ...{ result: 'refused', detail: 'It answered 410.', mayRetry: false },
    });
  });

  it('ALR-4 quotes what was said on one line, short, and without signs that change a line', async () => {
    const { receiver, call } = await fixture();
    receiver.answer = (response) =>
      response.writeHead(500).end(`a\r\n\tb\u202e\u0000c${'d'.repeat(900)}`);
    const outcome = await call();
    const detail = 'detail' in outcome ? outcome.detail : '';
    expect(detail).toMatch(/^It answered 500: “a b cd+…”$/);
    expect(detail.length).toBeLessThan(230);
  });

  it('ALR-4 no answer is told as no answer', async () => {
    const { receiver, call } = await fixture();
    receiver.answer = () => undefined;
    expect(await call({ time: 300, answer: 1024 })).toEqual({
      ...{ result: 'no-answer', detail: 'There was no answer in time.', mayRetry: true },
    });
  });
});
