/** Channels over HTTP, with the other side of each as a real server. */
import type {
  ChannelOverview,
  ChannelTestResult,
  CreatedChannel,
  HouseRecordBody,
  OwnChannels,
} from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import {
  HttpReceiver,
  MailReceiver,
  PlayedDevice,
  readWebhook,
} from '../notifications/receivers.ts';
import { errorBody, type HttpVisitor, startHttpFixture } from './http-fixture.ts';
import { addStaff } from './staff-fixture.ts';

const canaries = ['Canary circle', 'Ada Canary', 'Ben'];

async function startChannelFixture() {
  const [hook, push, mail] = await Promise.all([
    HttpReceiver.start(),
    HttpReceiver.start(),
    MailReceiver.start(),
  ]);
  const house = await startHttpFixture({
    HOLDSPACE_OUTBOUND_ALLOW: `${hook.host},${push.host}`,
    HOLDSPACE_SECRET: 'a secret of this test, long enough for it',
    SMTP_URL: mail.url,
    SMTP_FROM: 'Our circles <circles@example.org>',
    PUBLIC_URL: 'https://circles.example.org',
  });
  const organiser = await house.organiser();
  await organiser.ask('PATCH', '/api/house/me', { name: 'Ada Canary' });
  await organiser.openCircle({ name: 'Canary circle' });
  return { house, organiser, hook, push, mail };
}

const setUp = (visitor: HttpVisitor, body: object) =>
  visitor.ask('POST', '/api/house/channels', body);
const overview = async (visitor: HttpVisitor) =>
  (await visitor.ask('GET', '/api/house/channels')).json<ChannelOverview>();
const own = async (visitor: HttpVisitor) =>
  (await visitor.ask('GET', '/api/house/me/channels')).json<OwnChannels>();
const test = (visitor: HttpVisitor, id: string) =>
  visitor.ask('POST', `/api/house/channels/${id}/test`, {});
const tested = async (visitor: HttpVisitor, id: string) => {
  const answer = await test(visitor, id);
  expect(answer.statusCode).toBe(200);
  return answer.json<ChannelTestResult>();
};
const created = async (visitor: HttpVisitor, body: object) => {
  const answer = await setUp(visitor, body);
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
  return answer.json<CreatedChannel>();
};
const subscribe = (visitor: HttpVisitor, device: PlayedDevice, endpoint: string) =>
  visitor.ask('POST', '/api/house/me/push', device.subscription(endpoint));

describe('channels over HTTP', () => {
  it('ALR-2 none is there at the start; each says what the other side learns', async () => {
    const { organiser } = await startChannelFixture();
    const { channels, problems, learns, onCall } = await overview(organiser);
    expect([channels, onCall]).toEqual([[], []]);
    expect(problems).toEqual({ push: null, email: null, webhook: null });
    expect(learns.push).toMatch(/cannot read/);
    expect((await own(organiser)).push).toMatchObject({ on: false, devices: [] });
  });

  it('ALR-2 a webhook is set up with an address, and its secret is shown once', async () => {
    const { organiser, hook } = await startChannelFixture();
    const {
      id,
      secret = '',
      learns,
    } = await created(organiser, { url: hook.url('/x?key=s3cret') });
    expect(secret).toMatch(/^whsec_/);
    expect(learns).toMatch(/learns/);
    expect(await tested(organiser, id)).toMatchObject({ result: 'handed-over', detail: null });
    expect(readWebhook(secret, hook.last)).toMatchObject({
      type: 'test',
      data: { url: 'https://circles.example.org/o' },
    });
    const listed = JSON.stringify(await overview(organiser));
    expect(listed).toContain(hook.host);
    expect(listed).not.toMatch(/whsec|s3cret/);
    expect((await organiser.ask('DELETE', `/api/house/channels/${id}`)).statusCode).toBe(204);
    expect((await test(organiser, id)).statusCode).toBe(404);
    expect((await organiser.ask('DELETE', `/api/house/channels/${id}`)).statusCode).toBe(404);
  });

  it('ALR-4 a test says what came of it, and the list keeps it', async () => {
    const { house, organiser, hook } = await startChannelFixture();
    const { id } = await created(organiser, { kind: 'webhook', url: hook.url(), name: 'Phones' });
    hook.answer = (response) => response.writeHead(503).end('down for an hour');
    const refused = { result: 'refused', detail: 'It answered 503: “down for an hour”' };
    expect(await tested(organiser, id)).toMatchObject({
      ...refused,
      attempts: [{ device: null, ...refused }],
    });
    const other = (await house.anotherNode()).visitor();
    other.jar.set(...([...organiser.jar][0] ?? ['', '']));
    expect((await overview(other)).channels).toMatchObject([
      { id, kind: 'webhook', name: 'Phones', tested: { ...refused, at: house.clock.now } },
    ]);
    hook.answer = (response) => response.writeHead(204).end();
    await tested(organiser, id);
    expect((await overview(organiser)).channels).toMatchObject([
      { tested: { result: 'handed-over', detail: null } },
    ]);
  });

  it('ALR-2 what is wrong with an address is said at its field', async () => {
    const { organiser, hook } = await startChannelFixture();
    const faultOf = async (body: object) => {
      const answer = await setUp(organiser, body);
      expect(answer.statusCode, JSON.stringify(body)).toBe(400);
      return errorBody(answer).fields ?? {};
    };
    expect((await faultOf({})).url).toMatch(/needs an address/);
    expect((await faultOf({ url: 'hooks.example.org' })).url).toMatch(/written whole/);
    expect((await faultOf({ url: 'https://127.0.0.1:9/' })).url).toMatch(/this machine/);
    expect((await faultOf({ url: 'https://localhost/' })).url).toMatch(/this machine/);
    expect((await faultOf({ url: `https://a:b@${hook.host}/` })).url).toMatch(/name and password/);
    expect((await faultOf({ url: `https://x.example/${'y'.repeat(2000)}` })).url).toMatch(/2000/);
    expect((await faultOf({ url: 7 })).url).toMatch(/string/);
    expect((await faultOf({ kind: 'fax' })).kind).toMatch(/One of: push, email, webhook/);
    expect((await faultOf({ kind: 'email', url: hook.url() })).url).toMatch(/Only a webhook/);
    expect((await faultOf({ url: hook.url(), secret: 'mine' })).secret).toMatch(/no such field/);
    await created(organiser, { url: hook.url() });
    expect((await faultOf({ url: ` ${hook.url()}#part` })).url).toMatch(/set up already/);
    for (let n = 2; n <= 10; n++) await created(organiser, { url: hook.url(`/${n}`) });
    const more = await setUp(organiser, { url: hook.url('/more') });
    expect([more.statusCode, errorBody(more).code]).toEqual([409, 'full']);
  });

  it('ALR-2 e-mail goes to the own address, and has no name, no reason and no word in it', async () => {
    const { house, organiser, mail } = await startChannelFixture();
    const { id, secret } = await created(organiser, { kind: 'email' });
    expect(secret).toBeUndefined();
    expect((await created(organiser, { kind: 'email' })).id).toBe(id);
    const without = await test(organiser, id);
    expect([without.statusCode, errorBody(without).code]).toEqual([409, 'nothing-to-try']);
    const wrong = await organiser.ask('PUT', '/api/house/me/email', { address: 'ada\r\nBcc: x' });
    expect(errorBody(wrong).fields?.address).toMatch(/^Needs to be an e-mail address/);
    const set = await organiser.ask('PUT', '/api/house/me/email', { address: 'ada@example.org' });
    expect(set.statusCode).toBe(204);
    expect(await tested(organiser, id)).toMatchObject({ result: 'handed-over' });
    expect(mail.last.to).toEqual(['ada@example.org']);
    for (const canary of canaries) expect(mail.last.text).not.toContain(canary);
    const { id: ben, visitor } = await addStaff({ house, organiser }, ['on-call']);
    const address = { address: 'ben@example.org' };
    await organiser.ask('PUT', `/api/house/staff/${ben}/email`, address);
    expect((await own(visitor)).email).toEqual({ on: true, ...address });
    expect((await overview(organiser)).onCall).toEqual([{ id: ben, devices: 0, email: true }]);
    expect(JSON.stringify(await overview(organiser))).not.toContain('ben@example.org');
    expect((await visitor.ask('DELETE', '/api/house/me/email')).statusCode).toBe(204);
    expect((await overview(organiser)).onCall).toEqual([{ id: ben, devices: 0, email: false }]);
    const nobody = await organiser.ask('PUT', '/api/house/staff/o_nobody/email', address);
    expect(nobody.statusCode).toBe(404);
  });

  it('ALR-2 push goes to the own devices, until their session ends or the service forgets them', async () => {
    const { organiser, push } = await startChannelFixture();
    const device = new PlayedDevice();
    const early = await subscribe(organiser, device, push.url('/1'));
    expect([early.statusCode, errorBody(early).code]).toEqual([409, 'push-off']);
    const { id } = await created(organiser, { kind: 'push' });
    expect((await test(organiser, id)).statusCode).toBe(409);
    const subscribed = await subscribe(organiser, device, push.url('/1'));
    expect(subscribed.statusCode).toBe(201);
    const { id: known } = subscribed.json<{ id: string }>();
    expect((await subscribe(organiser, device, push.url('/1'))).json()).toEqual({ id: known });
    expect((await own(organiser)).push).toMatchObject({
      on: true,
      key: expect.stringMatching(/^[\w-]{87}$/),
      devices: [{ id: known, current: true }],
    });
    expect(await tested(organiser, id)).toMatchObject({
      result: 'handed-over',
      attempts: [{ device: '', result: 'handed-over' }],
    });
    expect(device.read(push.last)).toMatchObject({ topic: 'test' });
    push.answer = (response) => response.writeHead(410).end();
    expect(await tested(organiser, id)).toMatchObject({
      result: 'refused',
      detail: expect.stringContaining('no longer knows this device'),
    });
    expect((await own(organiser)).push.devices).toEqual([]);
    push.answer = (response) => response.writeHead(201).end();
    await subscribe(organiser, device, push.url('/2'));
    const before = push.requests.length;
    await organiser.ask('DELETE', '/api/house/me/push');
    expect((await test(organiser, id)).statusCode).toBe(409);
    expect(push.requests).toHaveLength(before);
  });

  it('ALR-5 a browser that gives an address of the server’s own network is refused', async () => {
    const { organiser } = await startChannelFixture();
    await created(organiser, { kind: 'push' });
    const device = new PlayedDevice();
    for (const endpoint of ['https://169.254.169.254/latest', 'https://nowhere.invalid/', 'x']) {
      const refused = await subscribe(organiser, device, endpoint);
      expect(errorBody(refused).fields?.endpoint).toMatch(/^The push service .* isn’t allowed\.$/);
    }
    const { endpoint } = device.subscription('https://push.example.org/1');
    const keys = { p256dh: 'AAAA', auth: 'AAAA' };
    const wrong = await organiser.ask('POST', '/api/house/me/push', { endpoint, keys });
    expect(errorBody(wrong).fields?.keys).toMatch(/no keys/);
  });

  it('ALR-2 what cannot be set up here says what the server lacks', async () => {
    const house = await startHttpFixture({ PUBLIC_URL: 'http://circles.example.org' });
    const organiser = await house.organiser();
    for (const [kind, setting] of [
      ['email', 'SMTP_URL'],
      ['push', 'PUBLIC_URL'],
    ] as const) {
      const answer = await setUp(organiser, { kind });
      expect(answer.statusCode).toBe(409);
      expect(errorBody(answer)).toMatchObject({
        code: 'channel-unavailable',
        message: expect.stringContaining(setting),
      });
      expect((await overview(organiser)).problems[kind]).toContain(setting);
    }
  });

  it('STF-1 others of the staff, strangers and keys that read set up and try nothing', async () => {
    const { house, organiser, hook } = await startChannelFixture();
    const { id } = await created(organiser, { url: hook.url() });
    const key = async (scope: string) => {
      const made = await organiser.ask('POST', '/api/house/keys', { scope });
      const program = house.visitor();
      program.headers = { authorization: `Bearer ${made.json<{ key: string }>().key}` };
      return program;
    };
    const [reader, program] = [await key('read'), await key('organise')];
    const { visitor: ben } = await addStaff({ house, organiser }, ['facilitator', 'on-call']);
    for (const other of [ben, reader, house.visitor()]) {
      expect((await setUp(other, { url: hook.url('/2') })).statusCode).toBe(404);
      expect((await test(other, id)).statusCode).toBe(404);
      expect((await other.ask('DELETE', `/api/house/channels/${id}`)).statusCode).toBe(404);
    }
    const listing = [ben, house.visitor(), reader].map((each) =>
      each.ask('GET', '/api/house/channels'),
    );
    const statuses = (await Promise.all(listing)).map(({ statusCode }) => statusCode);
    expect(statuses).toEqual([404, 404, 200]);
    expect(hook.requests).toEqual([]);
    expect(await tested(program, id)).toMatchObject({ result: 'handed-over' });
    const { id: mailId } = await created(program, { kind: 'email' });
    expect((await test(program, mailId)).statusCode).toBe(409);
    expect((await program.ask('GET', '/api/house/me/channels')).statusCode).toBe(404);
  });

  it('STF-5 a test stands in the record before it is made; one of nothing leaves no entry', async () => {
    const { organiser, hook } = await startChannelFixture();
    const { id } = await created(organiser, { url: hook.url() });
    await tested(organiser, id);
    await test(organiser, 'ch_canary');
    const record = (await organiser.ask('GET', '/api/house/record')).json<HouseRecordBody[]>();
    const acts = record.filter(({ what }) => what.includes('channel'));
    expect(acts.map(({ what, channel }) => [what, channel])).toEqual([
      ['set-up-channel', id],
      ['test-channel', id],
    ]);
    const csv = await organiser.ask('GET', '/api/house/record?format=csv');
    expect(csv.body).toContain(id);
  });
});
