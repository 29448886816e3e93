/** By what somebody of the staff is alerted, over HTTP, and what they are then sent. */
import { describe, expect, it } from 'vitest';
import { PlayedDevice } from '../notifications/receivers.ts';
import {
  channelOverviewOf,
  createdChannel,
  ownChannelsOf,
  startChannelFixture,
  subscribeDevice,
  testChannel,
  testedChannel,
} from './channel-fixture.ts';
import { errorBody } from './http-fixture.ts';
import { addStaff } from './staff-fixture.ts';

/** What nobody outside may read: of the circle, its person, and the name of the channel. */
const canaries = ['Canary circle', 'Ada Canary', 'Canary phones'];

describe('channels of one’s own over HTTP', () => {
  it('ALR-2 e-mail goes to the own address, and has no name, no reason and no word in it', async () => {
    const { house, organiser, mail } = await startChannelFixture();
    const { id, secret } = await createdChannel(organiser, { kind: 'email' });
    expect(secret).toBeUndefined();
    expect((await createdChannel(organiser, { kind: 'email' })).id).toBe(id);
    const without = await testChannel(organiser, id);
    expect([without.statusCode, errorBody(without).code]).toEqual([409, 'nothing-to-try']);
    const wrong = await organiser.ask('PUT', '/api/house/me/email', { address: 'ada\r\nBcc: x' });
    expect(errorBody(wrong).fields?.address).toMatch(/^Needs to be an e-mail address/);
    const set = await organiser.ask('PUT', '/api/house/me/email', { address: 'ada@example.org' });
    expect(set.statusCode).toBe(204);
    expect(await testedChannel(organiser, id)).toMatchObject({ result: 'handed-over' });
    expect(mail.last.to).toEqual(['ada@example.org']);
    const { id: ben, visitor } = await addStaff({ house, organiser }, ['on-call']);
    const address = { address: 'ben@example.org' };
    await organiser.ask('PUT', `/api/house/staff/${ben}/email`, address);
    expect((await ownChannelsOf(visitor)).email).toEqual({ on: true, ...address });
    expect((await channelOverviewOf(organiser)).onCall).toEqual([
      { id: ben, devices: 0, email: true },
    ]);
    expect(JSON.stringify(await channelOverviewOf(organiser))).not.toContain('ben@example.org');
    expect((await visitor.ask('DELETE', '/api/house/me/email')).statusCode).toBe(204);
    expect((await channelOverviewOf(organiser)).onCall).toEqual([
      { id: ben, devices: 0, email: false },
    ]);
    const nobody = await organiser.ask('PUT', '/api/house/staff/o_nobody/email', address);
    expect(nobody.statusCode).toBe(404);
  });

  it('ALR-2 what each channel is sent is neutral, and has a link that asks for a sign-in', async () => {
    const { organiser, hook, push, mail } = await startChannelFixture();
    const device = new PlayedDevice();
    const setups = [
      { url: hook.url(), name: 'Canary phones' },
      { kind: 'email' },
      { kind: 'push' },
    ];
    const made: string[] = [];
    for (const setup of setups) made.push((await createdChannel(organiser, setup)).id);
    await organiser.ask('PUT', '/api/house/me/email', { address: 'ada@example.org' });
    await subscribeDevice(organiser, device, push.url('/1'));
    for (const id of made) expect((await testedChannel(organiser, id)).result).toBe('handed-over');
    const read = JSON.stringify(device.read(push.last));
    const [call, headers] = [hook.last.body.toString(), JSON.stringify(hook.last.headers)];
    for (const canary of canaries) {
      for (const text of [call, headers, mail.last.text, read, JSON.stringify(push.last.headers)]) {
        expect(text).not.toContain(canary);
      }
    }
    for (const text of [call, mail.last.text]) {
      expect(text).toContain('https://circles.example.org/o');
    }
    expect(read).toMatch(/^\{"id":"test_\w+","topic":"test"\}$/);
  });

  it('ALR-2 push goes to the own devices, until their session ends or the service forgets them', async () => {
    const { organiser, push } = await startChannelFixture();
    const device = new PlayedDevice();
    const early = await subscribeDevice(organiser, device, push.url('/1'));
    expect([early.statusCode, errorBody(early).code]).toEqual([409, 'push-off']);
    const { id } = await createdChannel(organiser, { kind: 'push' });
    expect((await testChannel(organiser, id)).statusCode).toBe(409);
    const subscribed = await subscribeDevice(organiser, device, push.url('/1'));
    expect(subscribed.statusCode).toBe(201);
    const { id: known } = subscribed.json<{ id: string }>();
    expect((await subscribeDevice(organiser, device, push.url('/1'))).json()).toEqual({
      id: known,
    });
    expect((await ownChannelsOf(organiser)).push).toMatchObject({
      on: true,
      key: expect.stringMatching(/^[\w-]{87}$/),
      devices: [{ id: known, current: true }],
    });
    expect(await testedChannel(organiser, id)).toMatchObject({
      result: 'handed-over',
      attempts: [{ device: '', result: 'handed-over' }],
    });
    expect(device.read(push.last)).toMatchObject({ topic: 'test' });
    push.answer = (response) => response.writeHead(410).end();
    expect(await testedChannel(organiser, id)).toMatchObject({
      result: 'refused',
      detail: expect.stringContaining('no longer knows this device'),
    });
    expect((await ownChannelsOf(organiser)).push.devices).toEqual([]);
    push.answer = (response) => response.writeHead(201).end();
    await subscribeDevice(organiser, device, push.url('/2'));
    const before = push.requests.length;
    await organiser.ask('DELETE', '/api/house/me/push');
    expect((await testChannel(organiser, id)).statusCode).toBe(409);
    expect(push.requests).toHaveLength(before);
  });

  it('ALR-5 a browser that gives an address of the server’s own network is refused', async () => {
    const { organiser } = await startChannelFixture();
    await createdChannel(organiser, { kind: 'push' });
    const device = new PlayedDevice();
    for (const endpoint of ['https://169.254.169.254/latest', 'https://nowhere.invalid/', 'x']) {
      const refused = await subscribeDevice(organiser, device, endpoint);
      expect(errorBody(refused).fields?.endpoint).toMatch(/^The push service .* isn’t allowed\.$/);
    }
    const { endpoint } = device.subscription('https://push.example.org/1');
    const keys = { p256dh: 'AAAA', auth: 'AAAA' };
    const wrong = await organiser.ask('POST', '/api/house/me/push', { endpoint, keys });
    expect(errorBody(wrong).fields?.keys).toMatch(/no keys/);
  });
});
