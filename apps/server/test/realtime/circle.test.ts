import { describe, expect, it } from 'vitest';
import { beginMeeting, eventually, startRealtimeFixture } from './realtime-fixture.ts';
import { circleId, planMeetingInCircle } from './seeded-circle.ts';
import { createClient, nextCommandId, type TestClient } from './test-client.ts';

const hour = 3_600_000;
const four = (visitors: TestClient[]) =>
  visitors as [TestClient, TestClient, TestClient, TestClient];

describe('what is promised of commands', () => {
  it('WIRE-1 everyone receives the same changes in the same order, and the author before the acknowledgement', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await ben.do({ do: 'say', text: 'Hello.' });
    expect(ben.texts).toEqual(['Hello.']);
    await Promise.all([
      cleo.do({ do: 'say', text: 'One.' }),
      ben.do({ do: 'say', text: 'Two.' }),
      fern.do({ do: 'say', text: 'Three.' }),
    ]);
    for (const each of [fern, ben, cleo]) await each.sync();
    expect(fern.texts).toHaveLength(4);
    expect(ben.texts).toEqual(fern.texts);
    expect(cleo.texts).toEqual(fern.texts);
  });

  it('WIRE-2 a command asked again with its id takes effect once, over a reconnect too', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    const id = nextCommandId();
    const both = [
      ben.ask({ do: 'say', text: 'Once.' }, id),
      ben.ask({ do: 'say', text: 'Once.' }, id),
    ];
    expect(await Promise.all(both)).toEqual([{ ok: true }, { ok: true }]);
    ben.drop();
    const again = await fixture.connect('Ben');
    expect(await again.ask({ do: 'say', text: 'Once.' }, id)).toEqual({ ok: true });
    expect(again.texts).toEqual(['Once.']);
  });

  it('WIRE-2 the same id of another person is another command', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await ben.ask({ do: 'say', text: 'Mine.' }, 'the-same-id');
    await cleo.ask({ do: 'say', text: 'Also mine.' }, 'the-same-id');
    expect(cleo.texts).toEqual(['Mine.', 'Also mine.']);
  });

  it('WIRE-2 a command answered before a restart takes effect once when asked again after it', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    const id = nextCommandId();
    await ben.ask({ do: 'say', text: 'Kept.' }, id);
    await fixture.restart();
    const again = await fixture.connect('Ben');
    expect(await again.ask({ do: 'say', text: 'Kept.' }, id)).toEqual({ ok: true });
    expect(again.texts).toEqual(['Kept.']);
  });

  it('WIRE-3 what cannot be written is answered unknown, and asking again settles it', async () => {
    const fixture = await startRealtimeFixture({ mayFail: true });
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    const { append } = fixture.store;
    fixture.store.append = async () => Promise.reject(new Error('the disk is gone'));
    const id = nextCommandId();
    expect(await ben.ask({ do: 'say', text: 'Kept?' }, id)).toEqual({ unknown: true });
    expect(ben.texts).toEqual([]);
    fixture.store.append = append;
    expect(await ben.ask({ do: 'say', text: 'Kept?' }, id)).toEqual({ ok: true });
    expect(ben.texts).toEqual(['Kept?']);
    expect(fixture.failures).not.toEqual([]);
  });

  it('WIRE-4 an invalid command packet gets the reason', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    const wrong = async (input: unknown) =>
      ((await ben.raw('command', input)) as { invalid?: string }).invalid;
    expect(await wrong('say')).toMatch(/^command: /);
    expect(await wrong({ id: 'x', do: 'say', text: 'a' })).toMatch(/^id: needs 8 to 64/);
    expect(await wrong({ id: nextCommandId(), do: 'say' })).toMatch(/^text: /);
    expect(await wrong({ id: nextCommandId(), do: 'say', text: 'a', texf: 'b' })).toMatch(/texf/);
    expect(
      await wrong({
        id: nextCommandId(),
        do: 'mute',
        who: 'x',
        for: '5',
        reason: 'pace',
        note: '',
      }),
    ).toMatch(/^for: /);
  });

  it('WIRE-5 too many commands get a refusal; notes are queued instead (DSK-5)', async () => {
    const fixture = await startRealtimeFixture({ limits: true });
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => ben.ask({ do: 'raise-hand' })),
    );
    expect(answers).toContainEqual({ refused: 'too-soon' });
    expect(await ben.ask({ do: 'note', text: 'Are you there?' })).toEqual({ ok: true });
    await fern.sync();
    expect(fern.view.desk?.threads).toHaveLength(1);
  });

  it('LED-13 a limit does not refuse what is done already and asked again', async () => {
    const fixture = await startRealtimeFixture({ limits: true, now: () => 0 });
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    await ben.do({ do: 'set-seat', seat: 'sharer' });
    const id = nextCommandId();
    expect(await ben.ask({ do: 'say', text: 'once' }, id)).toEqual({ ok: true });
    const flood = Array.from({ length: 60 }, () => ben.ask({ do: 'raise-hand' }));
    const again = ben.ask({ do: 'say', text: 'once' }, id);
    const anew = ben.ask({ do: 'say', text: 'too soon' });
    await Promise.all(flood);
    expect([await again, await anew]).toEqual([{ ok: true }, { refused: 'too-soon' }]);
    await fern.sync();
    expect(fern.texts).toEqual(['once']);
  });
});

describe('one meeting after another', () => {
  it('the doors of the next meeting part nobody who is still talking', async () => {
    const settings = { aftercare: 50, doorsLead: 3 * hour };
    const fixture = await startRealtimeFixture({ settings });
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    await planMeetingInCircle(fixture.ledgers, circleId, 'm_next', fixture.store.now() + 2 * hour);
    await ben.do({ do: 'say', text: 'not finished yet' });
    await fern.sync();
    expect(fern.texts).toEqual(['not finished yet']);
    await fixture.restart();
    const [lead, again] = [await fixture.connect('Fern'), await fixture.connect('Ben')];
    expect(again.texts).toEqual(['not finished yet']);
    await lead.do({ do: 'close' });
    await eventually(() => again.view.phase === 'doors');
    expect(again.texts).toEqual([]);
  });
});

describe('moderation, across ledgers', () => {
  it('VOI-3 a mute leads to a receipt for its person alone', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const note = 'Let us leave some room for others.';
    await fern.do({ do: 'mute', who: 'ben', for: '5m', reason: 'pace', note });
    await eventually(() => ben.view.mine.receipts.length === 1);
    expect(ben.view.mine.receipts).toMatchObject([{ kind: 'mute', reason: 'pace', note }]);
    expect(ben.view.mine.canSay).toBe('no-voice');
    await cleo.sync();
    await fern.sync();
    expect(cleo.receivedJson).not.toContain('room for others');
    expect(JSON.stringify(cleo.view)).not.toContain('mutedUntil');
  });

  it('VOI-8 a receipt that could not be filed is filed after a restart, once', async () => {
    const fixture = await startRealtimeFixture({ mayFail: true });
    const [fern] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    const { append } = fixture.store;
    fixture.store.append = async (each) =>
      each.ledger.startsWith('desk:') ? Promise.reject(new Error('no')) : append(each);
    await fern.do({ do: 'mute', who: 'ben', reason: 'pace', note: 'A pause.' });
    await eventually(() => fixture.failures.length > 0);
    fixture.store.append = append;
    await fixture.restart();
    const back = await fixture.connect('Ben');
    await eventually(() => back.view.mine.receipts.length > 0);
    await fixture.restart();
    expect((await fixture.connect('Ben')).view.mine.receipts).toHaveLength(1);
  });

  it('VOI-7 a person who is removed loses the circle at once on every device, and keeps the desk', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const phone = await fixture.connect('Ben', { device: 'phone-of-ben' });
    await cleo.do({ do: 'say', text: 'before' });
    await ben.sync();
    const receivedBefore = ben.received.length;
    await fern.do({ do: 'remove', who: 'ben', reason: 'safety', note: 'Not tonight.' });
    await cleo.do({ do: 'say', text: 'after' });
    for (const each of [ben, phone]) {
      await eventually(() => each.view.mine.receipts.length === 1);
      expect(each.view).toMatchObject({ people: [], timeline: [], lead: null });
      expect(each.view.mine.whereabouts).toBe('removed');
      expect(each.receivedJson).not.toContain('after');
    }
    const names = ben.received.slice(receivedBefore).map(([name]) => name);
    expect(names).toContain('snapshot');
    expect(names).not.toContain('changes');
    // That the phone came can still be under way when the removal is decided.
    expect(names.slice(names.indexOf('snapshot'))).not.toContain('here');
    expect(await phone.ask({ do: 'say', text: 'but' })).toEqual({ refused: 'not-here' });
    expect(await phone.ask({ do: 'join', seat: 'sharer' })).toEqual({ refused: 'not-here' });
    await phone.do({ do: 'note', text: 'May I know why?' });
    await eventually(() => fern.view.desk?.threads.length === 1);
    const back = await fixture.connect(
      'Ben',
      ben.state ? { resumeState: { ...ben.state, at: 3 } } : {},
    );
    expect(back.receivedJson).not.toMatch(/before|after/);
  });

  it('DSK-6 nothing of the desk is in any packet to anyone else', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const receivedBefore = cleo.received.length;
    await ben.do({ do: 'note', text: 'It is hard today.' });
    await eventually(() => fern.view.desk?.threads.length === 1);
    const thread = fern.view.desk?.threads[0]?.id as string;
    await fern.do({ do: 'see', thread });
    await fern.do({ do: 'answer', thread, text: 'I am with you.' });
    await eventually(() => ben.view.mine.threads[0]?.state === 'answered');
    await cleo.sync();
    // Presence may arrive a moment after everyone joined; it is not part of the desk.
    const newPackets = cleo.received.slice(receivedBefore).filter(([name]) => name !== 'here');
    expect(newPackets).toEqual([]);
  });

  it('RES-1 resonance reaches the sharer alone, and only when the turn is over', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'start-round', prompt: 'What helped?', order: ['ben' as never] });
    await ben.do({ do: 'take' });
    await ben.do({ do: 'say', text: 'A walk.' });
    const receivedBefore = fern.received.length;
    await cleo.do({ do: 'resonate', kind: 'me too', turn: cleo.view.turn as string });
    await ben.sync();
    expect(ben.receivedJson).not.toContain('me too');
    await ben.do({ do: 'done' });
    expect(ben.view.mine.resonance).toMatchObject([{ kind: 'me too' }]);
    await fern.sync();
    expect(JSON.stringify(fern.received.slice(receivedBefore))).not.toContain('me too');
  });
});

describe('the server stops', () => {
  it('WIRE-9 every client is asked to reconnect, and no new client is accepted', async () => {
    const fixture = await startRealtimeFixture();
    const [fern] = four(await beginMeeting(fixture, 'Fern'));
    const url = fixture.url;
    await fixture.stop();
    await eventually(() => !fern.socket.connected);
    expect(fern.received.map(([name]) => name)).toContain('draining');
    const late = createClient(url, 'Fern');
    const refused = new Promise((resolve) => late.socket.once('connect_error', resolve));
    late.socket.connect();
    expect(await refused).toBeInstanceOf(Error);
    await fixture.start();
  });

  it('PRV-5 the figures name nobody', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: 'hello' });
    await ben.ask({ do: 'begin' });
    const figures = await fixture.registry.metrics();
    expect(figures).toContain('holdspace_people_connected 2');
    expect(figures).toContain('holdspace_meetings_open 1');
    expect(figures).toContain('holdspace_commands_total{answer="not-facilitator"} 1');
    expect(figures).not.toMatch(/ben|fern|tuesday|hello/i);
  });
});
