/** Channels of the house over HTTP, with the other side of each as a real server. */
import type { CreatedChannel, HouseRecordBody } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { readWebhook } from '../notifications/receivers.ts';
import {
  channelOverviewOf,
  createdChannel,
  ownChannelsOf,
  setUpChannel,
  startChannelFixture,
  testChannel,
  testedChannel,
} from './channel-fixture.ts';
import { errorBody, startHttpFixture } from './http-fixture.ts';
import { addStaff } from './staff-fixture.ts';

describe('channels over HTTP', () => {
  it('ALR-2 none is there at the start; each says what the other side learns', async () => {
    const { organiser } = await startChannelFixture();
    const { channels, problems, learns, onCall } = await channelOverviewOf(organiser);
    expect([channels, onCall]).toEqual([[], []]);
    expect(problems).toEqual({ push: null, email: null, webhook: null });
    expect(learns.push).toMatch(/cannot read/);
    expect((await ownChannelsOf(organiser)).push).toMatchObject({ on: false, devices: [] });
  });

  it('ALR-2 a webhook is set up with an address, and its secret is shown once', async () => {
    const { organiser, hook } = await startChannelFixture();
    const {
      id,
      secret = '',
      learns,
    } = await createdChannel(organiser, { url: hook.url('/x?key=s3cret') });
    expect(secret).toMatch(/^whsec_/);
    expect(learns).toMatch(/learns/);
    expect(await testedChannel(organiser, id)).toMatchObject({
      result: 'handed-over',
      detail: null,
    });
    expect(readWebhook(secret, hook.last)).toMatchObject({
      type: 'test',
      data: { url: 'https://circles.example.org/o' },
    });
    const listed = JSON.stringify(await channelOverviewOf(organiser));
    expect(listed).toContain(hook.host);
    expect(listed).not.toMatch(/whsec|s3cret/);
    expect((await organiser.ask('DELETE', `/api/house/channels/${id}`)).statusCode).toBe(204);
    expect((await testChannel(organiser, id)).statusCode).toBe(404);
    expect((await organiser.ask('DELETE', `/api/house/channels/${id}`)).statusCode).toBe(404);
  });

  it('ALR-4 a test says what came of it, and the list keeps it', async () => {
    const { house, organiser, hook } = await startChannelFixture();
    const { id } = await createdChannel(organiser, {
      kind: 'webhook',
      url: hook.url(),
      name: 'Phones',
    });
    hook.answer = (response) => response.writeHead(503).end('down for an hour');
    const refused = { result: 'refused', detail: 'It answered 503: “down for an hour”' };
    const json = { 'content-type': 'application/json' };
    const path = `/api/house/channels/${id}/test`;
    expect((await organiser.ask('POST', path, undefined, json)).json()).toMatchObject(refused);
    expect(await testedChannel(organiser, id)).toMatchObject({
      ...refused,
      attempts: [{ device: null, ...refused }],
    });
    const other = (await house.anotherNode()).visitor();
    other.jar.set(...([...organiser.jar][0] ?? ['', '']));
    expect((await channelOverviewOf(other)).channels).toMatchObject([
      { id, kind: 'webhook', name: 'Phones', tested: { ...refused, at: house.clock.now } },
    ]);
    hook.answer = (response) => response.writeHead(204).end();
    await testedChannel(organiser, id);
    expect((await channelOverviewOf(organiser)).channels).toMatchObject([
      { tested: { result: 'handed-over', detail: null } },
    ]);
  });

  it('ALR-2 what is wrong with an address is said at its field', async () => {
    const { organiser, hook } = await startChannelFixture();
    const faultOf = async (body: object) => {
      const answer = await setUpChannel(organiser, body);
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
    await createdChannel(organiser, { url: hook.url() });
    expect((await faultOf({ url: ` ${hook.url()}#part` })).url).toMatch(/set up already/);
    for (let n = 2; n <= 10; n++) await createdChannel(organiser, { url: hook.url(`/${n}`) });
    const more = await setUpChannel(organiser, { url: hook.url('/more') });
    expect([more.statusCode, errorBody(more).code]).toEqual([409, 'full']);
  });

  it('ALR-2 two who set up the same at once, on two nodes, leave one channel', async () => {
    const { house, organiser, hook } = await startChannelFixture();
    const other = (await house.anotherNode()).visitor();
    other.jar.set(...([...organiser.jar][0] ?? ['', '']));
    const ask = (body: object) =>
      Promise.all([organiser, other].map((each) => setUpChannel(each, body)));
    const webhooks = await ask({ url: hook.url() });
    expect(webhooks.map(({ statusCode }) => statusCode).sort()).toEqual([201, 400]);
    const [one, two] = (await ask({ kind: 'email' })).map((each) => each.json<CreatedChannel>().id);
    expect(one).toBe(two);
    const kinds = (await channelOverviewOf(other)).channels.map(({ kind }) => kind);
    expect(kinds).toEqual(['webhook', 'email']);
  });

  it('ALR-2 what cannot be set up here says what the server lacks', async () => {
    const house = await startHttpFixture({ PUBLIC_URL: 'http://circles.example.org' });
    const organiser = await house.organiser();
    for (const [kind, setting] of [
      ['email', 'SMTP_URL'],
      ['push', 'PUBLIC_URL'],
    ] as const) {
      const answer = await setUpChannel(organiser, { kind });
      expect(answer.statusCode).toBe(409);
      expect(errorBody(answer)).toMatchObject({
        code: 'channel-unavailable',
        message: expect.stringContaining(setting),
      });
      expect((await channelOverviewOf(organiser)).problems[kind]).toContain(setting);
    }
  });

  it('STF-1 others of the staff, strangers and keys that read set up and try nothing', async () => {
    const { house, organiser, hook } = await startChannelFixture();
    const { id } = await createdChannel(organiser, { url: hook.url() });
    const key = async (scope: string) => {
      const made = await organiser.ask('POST', '/api/house/keys', { scope });
      const program = house.visitor();
      program.headers = { authorization: `Bearer ${made.json<{ key: string }>().key}` };
      return program;
    };
    const [reader, program] = [await key('read'), await key('organise')];
    const { visitor: ben } = await addStaff({ house, organiser }, ['facilitator', 'on-call']);
    for (const other of [ben, reader, house.visitor()]) {
      const status = other === reader ? 403 : 404;
      expect((await setUpChannel(other, { url: hook.url('/2') })).statusCode).toBe(status);
      expect((await testChannel(other, id)).statusCode).toBe(status);
      expect((await other.ask('DELETE', `/api/house/channels/${id}`)).statusCode).toBe(status);
    }
    const listing = [ben, house.visitor(), reader].map((each) =>
      each.ask('GET', '/api/house/channels'),
    );
    const statuses = (await Promise.all(listing)).map(({ statusCode }) => statusCode);
    expect(statuses).toEqual([404, 404, 200]);
    expect(hook.requests).toEqual([]);
    expect(await testedChannel(program, id)).toMatchObject({ result: 'handed-over' });
    const { id: mailId } = await createdChannel(program, { kind: 'email' });
    expect((await testChannel(program, mailId)).statusCode).toBe(409);
    expect((await program.ask('GET', '/api/house/me/channels')).statusCode).toBe(404);
  });

  it('STF-5 a test stands in the record before it is made; one of nothing leaves no entry', async () => {
    const { organiser, hook } = await startChannelFixture();
    const { id } = await createdChannel(organiser, { url: hook.url() });
    await testedChannel(organiser, id);
    await testChannel(organiser, 'ch_canary');
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
