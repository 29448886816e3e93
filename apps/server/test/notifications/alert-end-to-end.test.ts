/**
 * An alert on its way to those on call by a mail server and a webhook (ALR-2, ALR-3, ALR-5), each a
 * server of its own. The clock of the store is moved; sockets are real.
 */
import type { AlertCause, AlertId, CircleId } from '@holdspace/core';
import { alertIdOf } from '@holdspace/core';
import { expect, it, vi } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createdChannel, startChannelFixture } from '../http/channel-fixture.ts';
import { addStaff } from '../http/staff-fixture.ts';
import { readWebhook } from './receivers.ts';

const step = 3 * 60_000;

async function startHouse() {
  const fixture = await startChannelFixture();
  const { house, organiser, hook } = fixture;
  await createdChannel(organiser, { kind: 'email' });
  const { secret = '' } = await createdChannel(organiser, { url: hook.url(), name: 'Phones' });
  const onCall = async (name: string) => {
    const { id, visitor } = await addStaff({ house, organiser }, ['on-call']);
    await organiser.ask('PUT', `/api/house/staff/${id}/email`, { address: `${name}@example.org` });
    return visitor;
  };
  const [first, second] = [await onCall('first'), await onCall('second')];
  await onCall('third');
  const circle = (await organiser.openCircle({ name: 'A canary' })).id as CircleId;
  const ledger = await house.app.ledgers.house();
  const pass = async (time: number) => {
    house.clock.now += time;
    await house.app.alerts.runDue();
  };
  /** Who was told is on record: a message that is not may be sent again when time passes. */
  const recorded = (alert: AlertId, messages: number) =>
    vi.waitFor(() => {
      const deliveries = [...(ledger.state.alerts.get(alert)?.deliveries.values() ?? [])];
      expect(deliveries.length).toBeGreaterThanOrEqual(messages);
      expect(deliveries.filter(({ state }) => state !== 'handed-over')).toEqual([]);
    });
  return { ...fixture, secret, first, second, circle, ledger, pass, recorded };
}

it('ALR-2 ALR-3 reaches those on call one after the other, until one has it', async () => {
  const { mail, hook, secret, second, circle, ledger, pass, recorded } = await startHouse();
  const cause: AlertCause = { kind: 'hold', circle, meeting: 'm_canary', since: 1 };
  const alert = alertIdOf(cause);
  await ledger.handle({ do: 'raise-alert', cause }, systemContext);
  await pass(0);
  const told = () => mail.mails.map(({ to }) => to[0]?.split('@')[0]);
  await vi.waitFor(() => expect([told(), hook.requests.length]).toEqual([['first'], 1]));
  await recorded(alert, 2);
  await pass(step - 1000);
  expect(told()).toEqual(['first']);
  await pass(1000);
  await vi.waitFor(() => expect([told(), hook.requests.length]).toEqual([['first', 'second'], 2]));
  await recorded(alert, 4);

  expect((await second.ask('POST', `/api/inbox/${alert}/take`, {})).statusCode).toBe(204);
  await pass(step);
  await pass(60 * step);
  expect(told()).toEqual(['first', 'second']);
  expect(hook.requests).toHaveLength(2);

  for (const request of hook.requests) {
    expect(readWebhook(secret, request)).toMatchObject({ type: 'alert', data: { id: alert } });
    expect(request.headers['webhook-id']).toBe(alert);
  }
  const sent = [
    ...mail.mails.map(({ text }) => text),
    ...hook.requests.map(({ body }) => `${body}`),
  ];
  for (const text of sent) expect(text).not.toMatch(/canary|meeting|facilitator/i);
});

it('ALR-3 ALR-5 tells everybody again under the same id while nobody has it', async () => {
  const { mail, circle, ledger, pass, recorded } = await startHouse();
  const cause: AlertCause = { kind: 'hold', circle, meeting: 'm_1', since: 1 };
  await ledger.handle({ do: 'raise-alert', cause }, systemContext);
  await pass(0);
  const told = () => mail.mails.map(({ to }) => to[0]?.split('@')[0]);
  for (let round = 1; round <= 5; round++) {
    await vi.waitFor(() => expect(told().length).toBeGreaterThanOrEqual(Math.min(round, 3)));
    await recorded(alertIdOf(cause), 2 * Math.min(round, 3));
    await pass(step);
  }
  await vi.waitFor(() => expect(told().slice(0, 3)).toEqual(['first', 'second', 'third']));
  await vi.waitFor(() => expect(told().slice(3)).toContain('first'));
  const ids = new Set(mail.mails.map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1]));
  expect(ids.size).toBe(1);
});
