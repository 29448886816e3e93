/** The desk over real sockets: who receives what, and what only the server can fill in. */
import { desk } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import {
  beginMeeting,
  createStillStore,
  eventually,
  startRealtimeFixture,
} from './realtime-fixture.ts';
import { circleId, member } from './seeded-circle.ts';
import type { TestClient } from './test-client.ts';

const three = (visitors: TestClient[]) => visitors as [TestClient, TestClient, TestClient];

describe('the desk', () => {
  it('DSK-2 rings when nobody has seen a call for help, also after a restart', async () => {
    const { clock, store } = createStillStore();
    const settings = { helpAlert: 150, helpPlain: 300 };
    const fixture = await startRealtimeFixture({ store, settings });
    const ben = await fixture.connect('Ben');
    await ben.do({ do: 'ask-help', kind: 'unsafe' });
    expect(ben.view.mine.threads).toMatchObject([{ kind: 'help', state: 'sent' }]);
    await fixture.restart();
    const again = await fixture.connect('Ben');
    expect(again.view.mine.threads[0]?.state).toBe('sent');
    clock.now += settings.helpPlain;
    await eventually(() => again.view.mine.threads[0]?.state === 'unseen');
    const { state } = await fixture.ledgers.desk(circleId);
    expect(state.threads).toMatchObject([{ state: 'unseen', alerted: expect.any(Number) }]);
    const due = desk.deadlines(state).map(({ command }) => 'what' in command && command.what);
    expect(due).not.toContain('help-alert');
    expect(due).not.toContain('help-plain');
  });

  it('DSK-7 a call is one thread for both sides until it is closed, also after the meeting', async () => {
    const fixture = await startRealtimeFixture({ people: ['Fern', 'Faye', 'Ben', 'Cleo'] });
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    expect(ben.view.mine.can.answer).toBe('not-facilitator');
    await ben.do({ do: 'ask-help', kind: 'unsafe' });
    expect(ben.view.mine.can).toMatchObject({ answer: true, 'close-thread': 'not-facilitator' });
    const thread = ben.view.mine.threads[0]?.id ?? '';
    await fern.sync();
    await fern.do({ do: 'answer', thread, text: 'Are you alone?' });
    await fern.do({ do: 'close' });
    await ben.do({ do: 'answer', thread, text: 'Alone. I have pills here.' });
    // DSK-8: a facilitator who comes only now has the desk, and can do all of it.
    const faye = await fixture.connect('Faye');
    expect(faye.view).toMatchObject({
      phase: 'aftercare',
      mine: { role: 'facilitator', can: { see: true, answer: true, 'close-thread': true } },
      desk: { threads: [{ id: thread, help: 'unsafe', state: 'sent', entries: [{}, {}, {}] }] },
    });
    await fern.do({ do: 'close-thread', thread, note: 'Your sister is with you.' });
    await ben.sync();
    expect(ben.view.mine.threads).toMatchObject([
      {
        state: 'closed',
        entries: [{}, {}, {}, { text: 'Your sister is with you.', closes: true }],
      },
    ]);
    expect(fern.view.desk?.threads).toEqual(ben.view.mine.threads);
    expect(cleo.receivedJson).not.toContain('pills');
  });

  it('DSK-8 who stood in keeps the desk after the meeting for as long as a call is open', async () => {
    const fixture = await startRealtimeFixture({ settings: { leadGrace: 50, aftercare: 100 } });
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const circle = await fixture.ledgers.circle(circleId);
    await circle.handle(
      { do: 'name-stand-in', member: member('Ben'), standIn: true },
      systemContext,
    );
    await cleo.do({ do: 'ask-help', kind: 'unsafe' });
    fern.drop();
    await eventually(() => ben.view.onHold);
    await ben.do({ do: 'stand-in' });
    await ben.do({ do: 'close' });
    await eventually(() => ben.view.phase === 'closed');
    const thread = ben.view.desk?.threads[0]?.id ?? '';
    await ben.do({ do: 'answer', thread, text: 'I’m here.' });
    await ben.do({ do: 'close-thread', thread });
    expect(await ben.ask({ do: 'see', thread })).toEqual({ refused: 'not-facilitator' });
  });

  it('DSK-4 a report derives its subject from the message, and only people who were there can report words', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await ben.do({ do: 'say', text: 'Something unkind.' });
    const message = ben.view.timeline[0]?.id ?? '';
    const dov = await fixture.connect('Dov');
    const report = { do: 'report', target: { message }, text: 'That hurt.' } as const;
    expect(await dov.ask(report)).toEqual({ refused: 'unknown-message' });
    expect(await cleo.ask({ ...report, target: { who: 'nobody' } })).toEqual({
      refused: 'unknown-person',
    });
    await cleo.do(report);
    await fern.sync();
    expect(fern.view.desk?.reports).toMatchObject([{ about: 'ben', name: 'Ben', state: 'new' }]);
    await ben.sync();
    expect(ben.receivedJson).not.toContain('That hurt.');
  });

  it('TXT-4 a report keeps the message as it was reported, whatever its writer takes away', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await ben.do({ do: 'say', text: 'I know where you live.', note: 'a threat' });
    await ben.do({ do: 'say', text: 'Taken back before.' });
    const [threat = '', other = ''] = ben.view.timeline.map(({ id }): string => id);
    await ben.do({ do: 'take-back', message: other });
    for (const message of [threat, other]) {
      await cleo.do({ do: 'report', target: { message }, text: 'That hurt.' });
    }
    await ben.do({ do: 'take-back', message: threat });
    await ben.do({ do: 'erase-mine' });
    await fern.sync();
    const quote = { text: 'I know where you live.', note: 'a threat' };
    const [first, second] = fern.view.desk?.reports ?? [];
    expect([first?.quote, second?.quote]).toEqual([quote, undefined]);
    expect(fern.texts.join('')).toBe('');
    for (const visitor of [ben, cleo]) {
      await visitor.sync();
      expect(JSON.stringify(visitor.view)).not.toContain('where you live');
      expect(JSON.stringify(await visitor.ask({ do: 'export-mine' }))).not.toContain('you live');
    }
  });

  it('FAC-3 a stand-in has the desk view of facilitators, and no other participant has', async () => {
    const fixture = await startRealtimeFixture({ settings: { leadGrace: 50 } });
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const circle = await fixture.ledgers.circle(circleId);
    await circle.handle(
      { do: 'name-stand-in', member: member('Ben'), standIn: true },
      systemContext,
    );
    await cleo.do({ do: 'note', text: 'A quiet word.' });
    fern.drop();
    await eventually(() => ben.view.onHold);
    expect(ben.view.desk).toBeUndefined();
    await ben.do({ do: 'stand-in' });
    expect(ben.view.desk?.threads).toMatchObject([{ by: 'cleo', state: 'sent' }]);
    await ben.do({ do: 'see', thread: ben.view.desk?.threads[0]?.id ?? '' });
    await cleo.sync();
    expect(cleo.view.mine.threads).toMatchObject([{ state: 'seen' }]);
  });

  it('DSK-3 a debrief entry is about the last meeting, and no participant receives it', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben'));
    await fern.do({ do: 'close' });
    await fern.do({ do: 'back-channel', text: 'The end was hard.', debrief: true });
    await fern.do({ do: 'ask-help', kind: 'affected', text: 'I would like to talk.' });
    expect(fern.view.desk?.backChannel).toMatchObject([
      { text: 'The end was hard.', debrief: `m_${circleId}` },
    ]);
    expect(fern.view.mine.threads).toMatchObject([{ help: 'affected', state: 'sent' }]);
    expect(await fern.ask({ do: 'export-mine' })).toMatchObject({
      mine: { backChannel: [{ text: 'The end was hard.' }] },
    });
    await ben.sync();
    expect(ben.receivedJson).not.toMatch(/hard|affected|like to talk/);
  });

  it('VOI-8 facilitators and nobody else read the record and the removed people', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'remove', who: 'ben', reason: 'unkind', note: 'Not like this.' });
    await eventually(() => fern.view.desk?.record.length === 1);
    expect(fern.view.desk?.record).toMatchObject([
      { kind: 'remove', by: 'fern', byName: 'Fern', to: 'ben', toName: 'Ben' },
    ]);
    expect(fern.view.removed).toEqual([{ id: 'ben', name: 'Ben' }]);
    await fern.do({ do: 'exclude', who: 'ben', reason: 'unkind', note: 'Nor next time.' });
    await eventually(() => fern.view.desk?.record.length === 2);
    expect(fern.view.removed).toEqual([{ id: 'ben', name: 'Ben', excluded: true }]);
    for (const each of [ben, cleo]) {
      await each.sync();
      expect(each.view).not.toHaveProperty('removed');
      expect(each.receivedJson).not.toContain('byName');
    }
  });

  it('RND-15 facilitators are asked how to go on as soon as one sharer is left', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'start-round', prompt: 'What helped?' });
    expect(fern.view.oneSharer).toBe(false);
    cleo.drop();
    await eventually(() => fern.view.oneSharer === true);
    await fixture.connect('Cleo');
    await eventually(() => fern.view.oneSharer === false);
    await ben.sync();
    expect(ben.receivedJson).not.toContain('oneSharer');
  });

  it('VOI-7 a person who is excluded keeps the desk and nothing else, over a new connection too', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'exclude', who: 'ben', reason: 'safety', note: 'Please rest.' });
    await eventually(() => ben.view.mine.can.join === 'excluded');
    ben.drop();
    const again = await fixture.connect('Ben');
    expect(again.view).toMatchObject({ people: [], timeline: [], lead: null });
    expect(again.view.mine.receipts).toMatchObject([{ kind: 'exclude', note: 'Please rest.' }]);
    expect(await again.ask({ do: 'join', seat: 'sharer' })).toEqual({ refused: 'excluded' });
    expect(await again.ask({ do: 'raise-hand' })).toEqual({ refused: 'not-here' });
    expect(await again.ask({ do: 'say', text: 'but' })).toEqual({ refused: 'not-here' });
    const receipt = again.view.mine.receipts[0]?.id ?? '';
    await again.do({ do: 'appeal', receipt, text: 'May I say something?' });
    await cleo.do({ do: 'say', text: 'After that.' });
    await again.sync();
    expect(again.receivedJson).not.toContain('After that.');
    expect(again.view.mine.threads).toMatchObject([{ kind: 'appeal', state: 'sent' }]);
  });
});

describe('what is one’s own', () => {
  it('PRV-11 feedback is taken where nobody has asked anything of the desk before', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await ben.do({ do: 'feedback', text: 'It went well.' });
    const { id } = await fixture.ledgers.desk(circleId);
    expect(await fixture.store.aside(id)).toHaveLength(1);
  });

  it('PHA-5 an intention is shown to its person alone', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'close' });
    expect(ben.view.mine).toMatchObject({ intention: null, can: { intention: 'unknown-message' } });
    await ben.do({ do: 'intend', text: 'Call my sister.' });
    expect(ben.view.mine).toMatchObject({
      intention: { text: 'Call my sister.', outcome: null, since: `m_${circleId}` },
      can: { intention: true },
    });
    await ben.do({ do: 'intention', outcome: 'did' });
    expect(ben.view.mine.intention?.outcome).toBe('did');
    await fern.sync();
    expect(fern.receivedJson).not.toContain('Call my sister.');
  });

  it('PRV-4 export-mine answers with what a person wrote and received, and with nothing of others', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await ben.do({ do: 'say', text: 'Mine.' });
    await cleo.do({ do: 'say', text: 'Of Cleo.' });
    await ben.do({ do: 'note', text: 'A quiet word.' });
    await ben.do({ do: 'say', text: 'Taken back.' });
    await ben.do({ do: 'take-back', message: ben.view.timeline.at(-1)?.id ?? '' });
    await fern.do({ do: 'nudge', who: 'ben', note: 'A little slower?' });
    await ben.do({ do: 'leave' });
    const answer = await ben.ask({ do: 'export-mine' });
    expect(answer).toMatchObject({
      ok: true,
      mine: {
        name: 'Ben',
        messages: [{ text: 'Mine.', at: expect.any(Number) }],
        threads: [{ entries: [{ text: 'A quiet word.' }] }],
        receipts: [{ kind: 'nudge' }],
        reports: [],
        intention: null,
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/Cleo|Taken/);
    await ben.do({ do: 'intend', text: 'A walk.' });
    await ben.do({ do: 'erase-mine' });
    expect(await ben.ask({ do: 'export-mine' })).toMatchObject({
      mine: { messages: [], threads: [{ entries: [{ text: '' }] }], intention: null },
    });
    const { words } = await fixture.ledgers.circle(circleId);
    expect([...words.values()]).not.toContain('A walk.');
    await cleo.sync();
    expect(cleo.view.timeline).toMatchObject([
      { by: 'ben', text: '', withdrawn: true },
      { by: 'cleo', text: 'Of Cleo.' },
      { by: 'ben', text: '', withdrawn: true },
    ]);
  });
});
