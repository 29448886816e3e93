/** Every way that something said can travel, while agreements wait for consent (AGR-2). */
import type { ClauseEdit, MeetingId } from '@holdspace/core';
import { describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import {
  beginMeeting,
  eventually,
  type RealtimeFixture,
  startRealtimeFixture,
} from './realtime-fixture.ts';
import { circleId, member } from './seeded-circle.ts';
import { connectOverHttps, type TestClient } from './test-client.ts';

async function changeAgreements(fixture: RealtimeFixture, text = 'A new clause'): Promise<void> {
  const circle = await fixture.ledgers.circle(circleId);
  const { version, clauses } = circle.state.agreements;
  const edits: ClauseEdit[] = [...clauses.map(({ id }) => ({ id })), { text }];
  const command = { do: 'change-agreements', clauses: edits, basedOn: version } as const;
  expect(await circle.handle(command, systemContext)).toMatchObject({ ok: true });
}

const say = (text: string) => ({ do: 'say', text }) as const;
const canary = 'canary under the second';

/** Fern and Cleo have agreed to the second version, Ben to the first. */
async function begin(fixture: RealtimeFixture) {
  const [fern, ben, cleo] = (await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo')) as [
    TestClient,
    TestClient,
    TestClient,
  ];
  await cleo.do(say('under the first'));
  await changeAgreements(fixture);
  for (const each of [fern, cleo]) await each.do({ do: 'agree', version: 2 });
  return { fern, ben, cleo };
}

/** Much happens: words, a round, a hand, somebody goes and comes, a resonance, the desk. */
async function liveOn(fern: TestClient, cleo: TestClient): Promise<void> {
  await cleo.do(say(canary));
  const message = cleo.view.timeline.at(-1)?.id;
  await fern.do({ do: 'start-round', prompt: `${canary} prompt` });
  await fern.do({ do: 'end-round' });
  await fern.do({ do: 'set-floor', mode: 'open' });
  await cleo.do({ do: 'raise-hand' });
  await fern.do({ do: 'resonate', kind: 'thank you', ...(message && { message }) });
  await cleo.do({ do: 'note', text: `${canary} note` });
  await fern.do({ do: 'back-channel', text: `${canary} back` });
  await cleo.do({ do: 'step-out' });
  await cleo.do({ do: 'come-back' });
}

const question = (client: TestClient) => client.view.mine.agreements;

describe('somebody who agreed to version 1', () => {
  it('AGR-2 receives nothing said under version 2: live, by catching up, by pages, by export', async () => {
    const fixture = await startRealtimeFixture();
    const { fern, ben, cleo } = await begin(fixture);
    await eventually(() => question(ben) !== undefined);
    const before = ben.received.length;
    await liveOn(fern, cleo);
    await ben.sync();
    expect(ben.texts).toEqual(['under the first']);
    // Nothing that happens inside makes a packet for them.
    expect(ben.received.slice(before).map(([name]) => name)).toEqual([]);
    const oldest = ben.view.timeline[0]?.id ?? '';
    for (const at of [cleo.view.timeline.at(-1)?.id ?? '', oldest]) {
      expect(await ben.earlier(at)).toEqual({ messages: [], more: false });
    }
    const target = { message: cleo.view.timeline.at(-1)?.id as never };
    expect(await ben.ask({ do: 'report', target, text: 'What is it?' })).toEqual({
      refused: 'unknown-message',
    });
    const answer = await ben.ask({ do: 'export-mine' });
    expect(answer).toMatchObject({ ok: true, mine: { agreed: { version: 1 } } });
    expect(JSON.stringify(answer)).not.toContain(canary);

    const resumeState = ben.state;
    ben.drop();
    const again = await fixture.connect('Ben', { ...(resumeState && { resumeState }) });
    const anew = await fixture.connect('Ben', { device: 'another-device' });
    for (const client of [ben, again, anew]) {
      expect(client.receivedJson).not.toContain(canary);
      expect(client.texts).toEqual(['under the first']);
    }
    await again.do({ do: 'agree', version: 2 });
    expect(again.texts).toEqual(['under the first', canary]);
    expect(again.view.mine).toMatchObject({ whereabouts: 'in', here: true });
    expect(question(again)).toBeUndefined();
    await eventually(() => anew.texts.includes(canary));
  });

  it('AGR-2 is shown what changed, and does nothing in the circle but what is their own', async () => {
    const fixture = await startRealtimeFixture();
    const { ben, cleo } = await begin(fixture);
    await eventually(() => question(ben) !== undefined);
    expect(question(ben)).toMatchObject({
      ...{ version: 2, agreed: 1 },
      changes: [{ what: 'new', before: null, after: 'A new clause' }],
    });
    for (const command of [say('too early'), { do: 'raise-hand' }, { do: 'step-out' }] as const) {
      expect(await ben.ask(command)).toEqual({ refused: 'not-here' });
    }
    await ben.do({ do: 'ask-help', kind: 'word', text: 'What does it mean?' });
    await ben.do({ do: 'note', text: 'I need a moment.' });
    expect(await ben.ask({ do: 'agree', version: 1 })).toEqual({ refused: 'stale' });
    await ben.do({ do: 'leave' });
    expect(await ben.ask({ do: 'join', seat: 'sharer' })).toEqual({ refused: 'not-here' });
    await ben.do({ do: 'agree', version: 2 });
    await ben.do({ do: 'join', seat: 'sharer' });
    await ben.do(say('now'));
    await eventually(() => cleo.texts.includes('now'));
  });

  it('AGR-2 who agrees to 2 while 3 comes is shown 3', async () => {
    const fixture = await startRealtimeFixture();
    const { ben } = await begin(fixture);
    await changeAgreements(fixture, 'A third clause');
    expect(await ben.ask({ do: 'agree', version: 2 })).toEqual({ refused: 'stale' });
    expect(question(ben)).toMatchObject({ version: 3, agreed: 1 });
    expect(question(ben)?.changes.map(({ after }) => after)).toEqual([
      ...['A new clause', 'A third clause'],
    ]);
    await ben.do({ do: 'agree', version: 3 });
    expect(question(ben)).toBeUndefined();
  });

  it('VOI-6 AGR-2 what is taken back of the words before the change is gone there too', async () => {
    const fixture = await startRealtimeFixture();
    const { ben, cleo } = await begin(fixture);
    await eventually(() => question(ben) !== undefined);
    const message = cleo.view.timeline[0]?.id;
    if (message) await cleo.do({ do: 'take-back', message });
    await eventually(() => ben.view.timeline[0]?.withdrawn === true);
    expect(ben.texts).toEqual(['']);
  });

  it('DSK-7 AGR-2 a facilitator still gets calls for help, and nothing else of the desk', async () => {
    const fixture = await startRealtimeFixture({ people: ['Fern', 'Flo', 'Ben', 'Cleo'] });
    const [fern, flo, ben, cleo] = (await beginMeeting(
      ...([fixture, 'Fern', 'Flo', 'Ben', 'Cleo'] as const),
    )) as [TestClient, TestClient, TestClient, TestClient];
    await changeAgreements(fixture);
    for (const each of [fern, ben, cleo]) await each.do({ do: 'agree', version: 2 });
    await eventually(() => question(flo) !== undefined);
    await fern.do({ do: 'back-channel', text: canary });
    await cleo.do({ do: 'note', text: canary });
    await ben.do({ do: 'ask-help', kind: 'unsafe', text: 'Please' });
    await eventually(() => (flo.view.desk?.threads.length ?? 0) > 0);
    expect(flo.view.desk).toMatchObject({ threads: [{ help: 'unsafe' }], backChannel: [] });
    const thread = flo.view.desk?.threads[0]?.id;
    if (thread) await flo.do({ do: 'answer', thread, text: 'I am here.' });
    expect(await flo.ask({ do: 'back-channel', text: 'Me too' })).toEqual({ refused: 'not-here' });
    await flo.sync();
    expect(flo.receivedJson).not.toContain(canary);
    await flo.do({ do: 'agree', version: 2 });
    expect(flo.view.desk).toMatchObject({ backChannel: [{ text: canary }] });
  });

  it('AGR-2 an old client, which knows nothing of all this, is outside and does nothing wrong', async () => {
    const fixture = await startRealtimeFixture();
    const { fern, ben, cleo } = await begin(fixture);
    await eventually(() => question(ben) !== undefined);
    await liveOn(fern, cleo);
    const old = await fixture.connect('Ben', { device: 'an-old-device', hello: {} });
    const { agreements: _, ...known } = old.view.mine;
    expect(known).toMatchObject({ whereabouts: 'outside', canSay: 'not-here' });
    expect(known.can.join).toBe('not-here');
    expect(old.view).toMatchObject({ holder: null, hands: [], prompt: null });
    expect(old.receivedJson).not.toContain(canary);
  });

  it('AGR-2 RND-7 holds the floor for a holder, who goes on after agreeing', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = (await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo')) as [
      TestClient,
      TestClient,
      TestClient,
    ];
    await fern.do({ do: 'set-floor', mode: 'hands' });
    await ben.do({ do: 'raise-hand' });
    await fern.do({ do: 'give-floor', who: member('Ben') });
    await changeAgreements(fixture);
    for (const each of [fern, cleo]) await each.do({ do: 'agree', version: 2 });
    await eventually(() => cleo.view.frozen && cleo.view.holder === 'ben');
    // Ben takes their time; meanwhile the meeting has told the circle what it had to tell.
    const meeting = await fixture.ledgers.meeting(`m_${circleId}` as MeetingId);
    await eventually(() => meeting.state.outgoing.size === 0);
    await ben.do({ do: 'agree', version: 2 });
    await eventually(() => !cleo.view.frozen && cleo.view.holder === 'ben');
    await ben.do(say('mine'));
  });

  it('AGR-2 LED-5 is the same after a restart', async () => {
    const fixture = await startRealtimeFixture();
    const { fern, ben, cleo } = await begin(fixture);
    await liveOn(fern, cleo);
    for (const each of [fern, ben, cleo]) each.socket.disconnect();
    await fixture.restart();
    const again = await fixture.connect('Ben');
    expect(question(again)).toMatchObject({ version: 2 });
    expect(again.texts).toEqual(['under the first']);
    expect(again.receivedJson).not.toContain(canary);
    await again.do({ do: 'agree', version: 2 });
    expect(again.texts).toEqual(['under the first', canary]);
  });

  it('AGR-2 a meeting gets a change of agreements also when the node that wrote it dies', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = (await beginMeeting(fixture, 'Fern', 'Ben')) as [TestClient, TestClient];
    for (const each of [fern, ben]) each.socket.disconnect();
    await fixture.stop();
    // This node runs no circle: it appends to the circle's ledger, and is gone.
    const dying = await startRealtimeFixture({ store: fixture.store });
    await changeAgreements(dying);
    const told = await dying.ledgers.meeting(`m_${circleId}` as MeetingId);
    expect(told.state.agreements.version).toBe(1);
    await dying.stop();
    await fixture.start();
    const again = await fixture.connect('Ben');
    expect(question(again)).toMatchObject({ version: 2 });
    const meeting = await fixture.ledgers.meeting(`m_${circleId}` as MeetingId);
    await eventually(() => meeting.state.people.get(member('Ben'))?.mustAgree === true);
    await dying.start();
  });

  it('PRV-11 AGR-1 who is forgotten leaves no consent', async () => {
    const fixture = await startRealtimeFixture();
    const { cleo } = await begin(fixture);
    const circle = await fixture.ledgers.circle(circleId);
    await cleo.do({ do: 'forget-me' });
    await vi.waitFor(() => expect(circle.state.members.has(member('Cleo'))).toBe(false));
    expect(JSON.stringify([...circle.state.members])).not.toContain('cleo');
  });
});

it('CON-4 AGR-2 the same over plain HTTPS', async () => {
  connectOverHttps();
  const fixture = await startRealtimeFixture();
  const { fern, ben, cleo } = await begin(fixture);
  await eventually(() => question(ben) !== undefined);
  await liveOn(fern, cleo);
  await ben.sync();
  expect(ben.texts).toEqual(['under the first']);
  expect(ben.receivedJson).not.toContain(canary);
  await ben.do({ do: 'agree', version: 2 });
  await eventually(() => ben.texts.includes(canary));
});
