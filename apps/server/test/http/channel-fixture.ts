/** A server with the other side of each channel beside it, as a real server. */
import type {
  ChannelOverview,
  ChannelTestResult,
  CreatedChannel,
  OwnChannels,
} from '@holdspace/protocol';
import { expect } from 'vitest';
import { HttpReceiver, MailReceiver, type PlayedDevice } from '../notifications/receivers.ts';
import { type HttpVisitor, startHttpFixture } from './http-fixture.ts';

export async function startChannelFixture() {
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

export const setUpChannel = (visitor: HttpVisitor, body: object) =>
  visitor.ask('POST', '/api/house/channels', body);
export const channelOverviewOf = async (visitor: HttpVisitor) =>
  (await visitor.ask('GET', '/api/house/channels')).json<ChannelOverview>();
export const ownChannelsOf = async (visitor: HttpVisitor) =>
  (await visitor.ask('GET', '/api/house/me/channels')).json<OwnChannels>();
export const testChannel = (visitor: HttpVisitor, id: string) =>
  visitor.ask('POST', `/api/house/channels/${id}/test`, {});
export const testedChannel = async (visitor: HttpVisitor, id: string) => {
  const answer = await testChannel(visitor, id);
  expect(answer.statusCode).toBe(200);
  return answer.json<ChannelTestResult>();
};
export const createdChannel = async (visitor: HttpVisitor, body: object) => {
  const answer = await setUpChannel(visitor, body);
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
  return answer.json<CreatedChannel>();
};
export const subscribeDevice = (visitor: HttpVisitor, device: PlayedDevice, endpoint: string) =>
  visitor.ask('POST', '/api/house/me/push', device.subscription(endpoint));
