import { describe, expect, it } from 'vitest';
import {
  beginMeeting,
  createStillStore,
  eventually,
  startRealtimeFixture,
} from './realtime-fixture.ts';
import { circleId, planMeetingInCircle } from './seeded-circle.ts';
import { nextCommandId, type TestClient } from './test-client.ts';

const four = (visitors: TestClient[]) =>
  visitors as [TestClient, TestClient, TestClient, TestClient];

describe('devices and presence', () => {
  it('RND-16 two devices both read; the one opened last writes, and `write-here` chooses', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    const phone = await fixture.connect('Ben', { device: 'phone-of-ben' });
    await ben.sync();
    expect([ben.view.mine.writes, phone.view.mine.writes]).toEqual([false, true]);
    expect(await ben.ask({ do: 'say', text: 'here?' })).toEqual({ refused: 'elsewhere' });
    await phone.do({ do: 'say', text: 'from the phone' });
    await ben.do({ do: 'write-here' });
    await ben.do({ do: 'say', text: 'from the laptop' });
    await phone.sync();
    expect(phone.texts).toEqual(['from the phone', 'from the laptop']);
    expect(phone.view.mine.canSay).toBe('elsewhere');
    ben.socket.disconnect();
    await eventually(() => phone.view.mine.writes);
  });

  it('RND-7 a holder who drops freezes the turn, and thaws it by coming back', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({
      do: 'start-round',
      prompt: 'What helped?',
      order: ['ben' as never, 'cleo' as never],
    });
    await ben.do({ do: 'take' });
    const second = await fixture.connect('Ben', { device: 'phone-of-ben' });
    ben.drop();
    await eventually(() => cleo.view.people.some(({ id, here }) => id === 'ben' && here));
    await cleo.sync();
    expect(cleo.view.frozen).toBe(false);
    second.drop();
    await eventually(() => cleo.view.frozen);
    await eventually(() => cleo.view.people.find(({ id }) => id === 'ben')?.here === false);
    const back = await fixture.connect('Ben');
    await eventually(() => !cleo.view.frozen && back.view.holder === 'ben');
  });

  it('TRN-3 while a person holds the floor, the others receive nothing until a message is posted', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: ['ben' as never] });
    await ben.do({ do: 'take' });
    await cleo.sync();
    const receivedBefore = cleo.received.length;
    ben.socket.emit('typing', { text: 'I wan' });
    expect(await ben.raw('command', { id: nextCommandId(), do: 'typing' })).toHaveProperty(
      'invalid',
    );
    await ben.sync();
    await cleo.sync();
    expect(cleo.received).toHaveLength(receivedBefore);
    expect(cleo.view.holder).toBe('ben');
  });

  it('TRN-3 TRN-8 which page is in front changes the length of an offer, and is sent to nobody', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: ['ben', 'cleo'] as never });
    for (const each of [fern, ben, cleo]) await each.sync();
    // Presence may arrive a moment after a person joined.
    const packetCounts = () =>
      [fern, cleo].map(
        ({ received: receivedBefore }) => receivedBefore.filter(([name]) => name !== 'here').length,
      );
    const receivedBefore = packetCounts();
    ben.socket.emit('page', true);
    ben.socket.emit('page', 'not a boolean' as never);
    cleo.socket.emit('page', true);
    const meeting = await fixture.ledgers.meeting(`m_${circleId}` as never);
    await eventually(() => meeting.state.turn?.hidden === 'now');
    ben.socket.emit('page', false);
    await eventually(() => meeting.state.turn?.hidden === 'before');
    for (const each of [fern, ben, cleo]) await each.sync();
    expect(packetCounts()).toEqual(receivedBefore);
    expect(cleo.view.people.every(({ here }) => here)).toBe(true);
  });

  it('RND-6 what is due happens by itself: an offer nobody answers is set aside', async () => {
    const { clock, store } = createStillStore();
    const fixture = await startRealtimeFixture({ store, settings: { offer: 50 } });
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: ['ben' as never] });
    await eventually(() => ben.view.offered === 'ben');
    clock.now += 50;
    await eventually(() => ben.view.offered === 'cleo');
  });

  it('PHA-6 words are gone from who is watching when their time is up', async () => {
    const { clock, store } = createStillStore();
    const settings = { retention: 200, aftercare: 50 };
    const fixture = await startRealtimeFixture({ store, settings });
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'only for tonight' });
    await fern.do({ do: 'set-phase', phase: 'closing' });
    await fern.do({ do: 'close' });
    expect(ben.texts).toEqual(['only for tonight']);
    clock.now += settings.aftercare;
    await eventually(() => ben.view.phase === 'closed');
    expect(ben.texts).toEqual(['only for tonight']);
    clock.now += settings.retention;
    await eventually(() => ben.view.phase === 'purged');
    expect(ben.texts).toEqual([]);
    expect((await fixture.connect('Ben')).receivedJson).not.toContain('tonight');
  });

  it('WIRE-7 the next meeting begins with a snapshot for people who are still connected', async () => {
    const fixture = await startRealtimeFixture({ settings: { aftercare: 50 } });
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'until next week' });
    await planMeetingInCircle(
      fixture.ledgers,
      circleId,
      'm_next',
      fixture.store.now() + 7 * 86_400_000,
    );
    await fern.do({ do: 'close' });
    await eventually(() => ben.view.phase === 'scheduled');
    expect(ben.view.mine.whereabouts).toBe('outside');
    expect(ben.texts).toEqual([]);
  });
});
