/** What the place page says of the person who asks, and the small thing of last time (RHY-7, PHA-5). */
import type { CircleId, MeetingId, PersonId } from '@holdspace/core';
import type { FeedBody, PlaceBody } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { memberContext, systemContext } from '../../src/ledger/command-context.ts';
import { errorBody, type HttpVisitor, redeemedBody, startHttpFixture } from './http-fixture.ts';

async function joinedCircle() {
  const house = await startHttpFixture();
  const organiser = await house.organiser();
  const opened = await organiser.openCircle();
  const cleo = house.visitor();
  const { member } = redeemedBody(await cleo.join(opened.invitation.url, 'Cleo'));
  const circle = await house.app.ledgers.circle(opened.id as CircleId);
  const meeting = await house.app.ledgers.meeting(circle.state.meetings[0]?.meeting as MeetingId);
  return { house, opened, cleo, circle, meeting, member: member as PersonId };
}
const placeOf = async (visitor: HttpVisitor, circle: string) =>
  (await visitor.ask('GET', `/api/circles/${circle}/place`)).json<PlaceBody>();

it('RHY-7 tells a member who they are, and whether they are in the meeting on any device', async () => {
  const { house, opened, cleo, meeting, member } = await joinedCircle();
  const before = await placeOf(cleo, opened.id);
  expect(before.me).toEqual({ member, name: 'Cleo', role: 'participant' });
  expect(before.next).toMatchObject({ open: false, inside: false });
  house.clock.now = Date.parse('2026-03-01T18:55:00Z');
  await meeting.handle({ do: 'due', what: 'doors' }, systemContext);
  expect((await placeOf(cleo, opened.id)).next).toMatchObject({ open: true, inside: false });
  const standing = () => ({ person: member, name: 'Cleo', role: 'participant', link: '' }) as never;
  const asking = {
    actor: member,
    standing,
    present: () => 'here' as const,
    writes: true,
    id: null,
  } as const;
  await meeting.handle({ do: 'join', seat: 'sharer' }, asking);
  expect(meeting.state.people.get(member)?.whereabouts).toBe('waiting');
  expect((await placeOf(cleo, opened.id)).next).toMatchObject({ open: true, inside: true });
  await meeting.handle({ do: 'leave' }, asking);
  expect((await placeOf(cleo, opened.id)).next).toMatchObject({ inside: false });
});

it('RHY-5 tells whether there is a calendar address, and never the address', async () => {
  const { opened, cleo } = await joinedCircle();
  expect((await placeOf(cleo, opened.id)).feed).toEqual({ exists: false, title: 'neutral' });
  const made = await cleo.ask('POST', `/api/circles/${opened.id}/feed`, { title: 'real' });
  const { url } = made.json<FeedBody>();
  const place = await placeOf(cleo, opened.id);
  expect(place.feed).toEqual({ exists: true, title: 'real' });
  expect(JSON.stringify(place)).not.toContain(url.split('/').at(-1)?.slice(0, 12));
});

it('PHA-5 the small thing of last time is answered without entering, by its writer alone', async () => {
  const { house, opened, cleo, circle, member } = await joinedCircle();
  const path = `/api/circles/${opened.id}/intention`;
  const nothing = await cleo.ask('POST', path, { outcome: 'did' });
  expect([nothing.statusCode, errorBody(nothing).code]).toEqual([404, 'not-here']);
  const intend = { do: 'intend', text: 'Ring my sister.', meeting: null } as const;
  await circle.handle(intend, memberContext(member));
  const stranger = await house.visitor().ask('POST', path, { outcome: 'did' });
  expect(stranger.statusCode).toBeGreaterThanOrEqual(400);
  const wrong = await cleo.ask('POST', path, { outcome: 'failed' });
  expect([wrong.statusCode, Object.keys(errorBody(wrong).fields ?? {})]).toEqual([
    400,
    ['outcome'],
  ]);
  expect((await placeOf(cleo, opened.id)).intention).toEqual({
    text: 'Ring my sister.',
    outcome: null,
  });
  expect((await cleo.ask('POST', path, { outcome: 'differently' })).statusCode).toBe(204);
  expect((await cleo.ask('POST', path, { outcome: 'differently' })).statusCode).toBe(204);
  expect((await placeOf(cleo, opened.id)).intention?.outcome).toBe('differently');
});
