/**
 * Commands of other ledgers and of requests over HTTP know nothing of presence. What follows from
 * presence then is decided as soon as a node that knows it sees the commit.
 */
import type { MeetingId, PersonId } from '@holdspace/core';
import { expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import type { MeetingLedger } from '../../src/ledger/ledgers.ts';
import { beginMeeting, eventually, startRealtimeFixture } from '../realtime/realtime-fixture.ts';
import { circleId } from '../realtime/seeded-circle.ts';
import type { TestClient } from '../realtime/test-client.ts';

const isAway = ({ view }: TestClient, name: string) =>
  view.people.find(({ id }) => id === name)?.here === false;

/** What a meeting tells other ledgers is confirmed by a command that knows of presence. */
const atRest = (meeting: MeetingLedger) => eventually(() => meeting.state.outgoing.size === 0);

async function begin(...names: string[]) {
  const fixture = await startRealtimeFixture({ people: ['Fern', 'Flo', 'Ben', 'Cleo'] });
  const people = (await beginMeeting(fixture, ...names)) as [TestClient, TestClient, TestClient];
  const meeting = await fixture.ledgers.meeting(`m_${circleId}` as MeetingId);
  return { people, meeting };
}

it('KEY-4 FAC-2 the circle is held when the last facilitator who is there facilitates no more', async () => {
  const { people, meeting } = await begin('Fern', 'Flo', 'Ben');
  const [fern, flo, ben] = people;
  flo.socket.disconnect();
  await eventually(() => isAway(fern, 'flo') && isAway(ben, 'flo'));
  await atRest(meeting);
  await meeting.handle({ do: 'end-role', person: fern.person as PersonId }, systemContext);
  await eventually(() => meeting.state.unattended !== null);
  expect(meeting.state.lead).toBe('flo');
});

it('RND-5 RND-6 an offer that comes to somebody who is away waits for them a moment, and no longer', async () => {
  const { people, meeting } = await begin('Fern', 'Ben', 'Cleo');
  const [fern, ben, cleo] = people;
  const order = ['ben', 'cleo'] as PersonId[];
  await fern.do({ do: 'start-round', prompt: 'What helped?', order, facilitator: 'none' });
  await ben.do({ do: 'take' });
  cleo.socket.disconnect();
  await eventually(() => isAway(fern, 'cleo') && isAway(ben, 'cleo'));
  await atRest(meeting);
  await meeting.handle({ do: 'bar', person: 'ben' as PersonId }, systemContext);
  await eventually(() => meeting.state.turn?.person === 'cleo');
  await eventually(() => meeting.state.turn?.awaySince !== null);
});
