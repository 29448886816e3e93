import type { CircleId, ClientCommandName, RefusalCode } from '@holdspace/core';
import { commandNamesFor } from '@holdspace/core';
import type { WireCommand } from '@holdspace/protocol';
import { sampleCommand } from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { beginMeeting, eventually, startRealtimeFixture } from './realtime-fixture.ts';
import { circleId, seedCircle } from './seeded-circle.ts';
import type { TestClient } from './test-client.ts';

const three = (visitors: TestClient[]) => visitors as [TestClient, TestClient, TestClient];

describe('who may connect', () => {
  it('ACC-3 only a page of ours may connect, and what says no origin may not', async () => {
    const fixture = await startRealtimeFixture();
    const { port } = new URL(fixture.url);
    const foreign = [
      'https://evil.example',
      'null',
      '',
      'file://',
      `http://127.0.0.1.evil.example:${port}`,
      `http://evil.example#${fixture.url}`,
      `http://127.0.0.1:${Number(port) + 1}`,
      `${fixture.url}/`,
      `ws://127.0.0.1:${port}`,
      null,
    ];
    for (const origin of foreign) {
      await expect(fixture.connect('Ben', { origin }), String(origin)).rejects.toThrow();
    }
    await expect(fixture.connect('Ben', { origin: fixture.url })).resolves.toBeDefined();
    const secure = fixture.url.replace('http:', 'https:');
    await expect(fixture.connect('Ben', { origin: secure })).resolves.toBeDefined();
  });

  it('ACC-3 with a public address, that one alone', async () => {
    const fixture = await startRealtimeFixture({ publicUrl: 'https://circle.example.org' });
    await expect(fixture.connect('Ben', { origin: fixture.url })).rejects.toThrow();
    const origin = 'https://circle.example.org';
    await expect(fixture.connect('Ben', { origin })).resolves.toBeDefined();
  });

  it('ACC-2 strangers, other circles and circles that are not there get one and the same answer', async () => {
    const fixture = await startRealtimeFixture();
    await seedCircle(fixture.ledgers, 'c_other' as CircleId, { people: ['Fox', 'Otto'] });
    const strangers = [
      { cookie: null },
      { cookie: 'member=nobody' },
      { cookie: 'member=otto' },
      { circle: 'c_other' },
      { circle: 'c_nowhere' },
      { circle: '../house' },
    ];
    for (const stranger of strangers) {
      await expect(fixture.connect('Ben', stranger)).rejects.toThrow(/^not-here$/);
    }
  });

  it('WIRE-11 an invalid hello, or one of another protocol, gets the refusal', async () => {
    const fixture = await startRealtimeFixture();
    const wrong = [
      { protocol: 2 },
      { protocol: '1' as never },
      { circle: 5 as never },
      { device: 'x' },
      { at: -1 },
      { at: 0.5 },
      { log: {} as never },
    ];
    for (const hello of wrong) {
      await expect(fixture.connect('Ben', { hello })).rejects.toThrow(/^protocol$/);
    }
  });

  it('TXT-5 a hello with the words of another person gets the refusal and no packets', async () => {
    const fixture = await startRealtimeFixture();
    await expect(fixture.connect('Ben', { hello: { member: 'cleo' as never } })).rejects.toThrow(
      /^other-person$/,
    );
    const ben = await fixture.connect('Ben', { hello: { member: 'ben' as never } });
    expect(ben.view.mine.person).toBe('ben');
  });

  it('WIRE-10 one person holds so many connections and no more; one device that flaps is no flood', async () => {
    const fixture = await startRealtimeFixture();
    for (let i = 0; i < 12; i++) await fixture.connect('Ben', { device: 'the-same-device' });
    const [fern] = three(await beginMeeting(fixture, 'Fern'));
    const others: Promise<unknown>[] = [];
    for (let i = 0; i < 12; i++)
      others.push(fixture.connect('Cleo', { device: `device-${i}-of-cleo` }));
    const settled = await Promise.allSettled(others);
    const refused = settled.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as Error).message] : [],
    );
    expect(refused).toEqual(['too-many', 'too-many', 'too-many', 'too-many']);
    expect(fern.socket.connected).toBe(true);
  });
});

describe('who may do what', () => {
  it('ACC-1 a participant gives no facilitator’s command, and nothing of it happens', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await cleo.do({ do: 'say', text: 'hello' });
    await ben.sync();
    const message = ben.view.timeline[0]?.id as string;
    const names: ClientCommandName[] = [...commandNamesFor('facilitator'), 'answer'];
    const about = { who: 'cleo', message };
    const before = fern.view;
    for (const name of names) {
      const { written } = sampleCommand(name, 'all');
      const mine = Object.entries(about).filter(([field]) => field in written);
      const command = { ...written, ...Object.fromEntries(mine) };
      expect(await ben.ask(command), name).toEqual({ refused: 'not-facilitator' });
      expect(ben.view.mine.can[name], name).toBe('not-facilitator');
    }
    await fern.sync();
    expect(fern.view).toEqual(before);
  });

  it('ACC-1 what only the server asks for is no command', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben'));
    const inner = [
      { do: 'schedule', meeting: 'm', circle: 'c', start: 1, end: 2, settings: {} },
      { do: 'presence-changed' },
      { do: 'due', what: 'offer' },
      { do: 'confirm', what: 'r_1' },
      { do: 'file-receipt', receipt: 'r_1', person: 'ben', kind: 'mute' },
      { do: 'carry-mute', member: 'ben', until: 'lifted' },
      { do: 'constructor' },
      { do: '__proto__' },
    ];
    for (const command of inner) {
      expect(await ben.ask(command as never), command.do).toHaveProperty('invalid');
    }
  });

  it('ACC-4 ids of another circle mean nothing here', async () => {
    const fixture = await startRealtimeFixture();
    const other = 'c_other' as CircleId;
    await seedCircle(fixture.ledgers, other, { people: ['Fox', 'Otto'], settings: {} });
    const fox = await fixture.connect('Fox', { circle: other });
    await fox.do({ do: 'join', seat: 'listener' });
    await fox.do({ do: 'open-doors' });
    await fox.do({ do: 'begin' });
    const otto = await fixture.connect('Otto', { circle: other });
    await otto.do({ do: 'join', seat: 'sharer' });
    await otto.do({ do: 'say', text: 'theirs' });
    await otto.do({ do: 'note', text: 'also theirs' });
    await fox.sync();
    const message = otto.view.timeline[0]?.id as string;
    const thread = fox.view.desk?.threads[0]?.id as string;

    const [fern, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben'));
    const [reason, note] = ['pace', 'because'] as const;
    const foreign: [WireCommand, RefusalCode][] = [
      [{ do: 'mute', who: 'otto', reason, note }, 'unknown-person'],
      [{ do: 'remove', who: 'otto', reason, note }, 'unknown-person'],
      [{ do: 'give-floor', who: 'otto' }, 'unknown-person'],
      [{ do: 'redact', message, reason, note }, 'unknown-message'],
      [{ do: 'see', thread }, 'unknown-message'],
      [{ do: 'answer', thread, text: 'hello' }, 'unknown-message'],
      [{ do: 'close-thread', thread }, 'unknown-message'],
    ];
    for (const [command, refused] of foreign) {
      expect(await fern.ask(command), command.do).toEqual({ refused });
    }
    expect(await ben.ask({ do: 'take-back', message })).toEqual({ refused: 'unknown-message' });
    expect(await ben.earlier(message)).toEqual({ messages: [], more: false });
    await fox.sync();
    expect(fox.texts).toEqual(['theirs']);
    for (const each of [fern, ben]) expect(each.receivedJson).not.toContain('theirs');
  });

  it('ACC-1 standing is read at the asking: what was allowed a moment ago is not any more', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const together = await Promise.all([
      fern.ask({ do: 'mute', who: 'ben', reason: 'pace', note: 'A pause.' }),
      fern.ask({ do: 'lock' }),
      fern.sync().then(() => ben.ask({ do: 'say', text: 'still me' })),
    ]);
    expect(together[2]).toEqual({ refused: 'no-voice' });
    expect(fern.texts).toEqual([]);
  });
});

describe('what is seen before one was let in', () => {
  it('ACC-5 nobody enters without being admitted, and a command from the threshold is refused', async () => {
    const fixture = await startRealtimeFixture({ settings: { admit: 'facilitator' } });
    const [fern, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben'));
    expect(ben.view.mine.whereabouts).toBe('waiting');
    const inside: WireCommand[] = [
      { do: 'say', text: 'let me in' },
      { do: 'raise-hand' },
      { do: 'take' },
      { do: 'come-back' },
      { do: 'step-out' },
    ];
    for (const command of inside) {
      expect(await ben.ask(command), command.do).toEqual({ refused: 'not-here' });
    }
    expect(await ben.ask({ do: 'admit', who: 'ben' })).toEqual({ refused: 'not-here' });
    await ben.do({ do: 'join', seat: 'sharer' });
    expect(ben.view.mine.whereabouts).toBe('waiting');
    expect(fern.view.waiting).toMatchObject([{ id: 'ben' }]);
    await fern.do({ do: 'admit', who: 'ben' });
    await eventually(() => ben.view.mine.whereabouts === 'in');
  });

  it('PRV-2 what was said before is in no snapshot, no catch-up and no page, and says not even how much', async () => {
    const fixture = await startRealtimeFixture({ settings: { admit: 'facilitator' } });
    const [fern, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben'));
    await fern.do({ do: 'say', text: 'secret one' });
    await fern.do({ do: 'start-round', prompt: 'secret prompt' });
    await fern.do({ do: 'end-round' });
    await fern.do({ do: 'set-floor', mode: 'open' });
    await ben.sync();
    expect(ben.view).toMatchObject({ timeline: [], prompt: null, mode: 'open' });
    expect(ben.view.people.map(({ id }) => id)).toEqual(['fern']);
    expect(ben.snapshots().every(({ at, more }) => at === 0 && !more)).toBe(true);
    const secret = fern.view.timeline[0]?.id as string;
    expect(await ben.earlier(secret)).toEqual({ messages: [], more: false });

    await fern.do({ do: 'admit', who: 'ben' });
    await eventually(() => ben.view.mine.whereabouts === 'in');
    await fern.do({ do: 'say', text: 'welcome' });
    await ben.sync();
    expect(ben.texts).toEqual(['welcome']);
    expect(await ben.earlier(secret)).toEqual({ messages: [], more: false });
    expect(await ben.earlier(ben.view.timeline[0]?.id as string)).toEqual({
      messages: [],
      more: false,
    });
    const { state } = ben;
    if (!state) throw new Error('Ben was told nothing.');
    for (const at of [0, 1, 2, 3, 4]) {
      const back = await fixture.connect('Ben', { resumeState: { ...state, at } });
      expect(back.receivedJson).not.toContain('secret');
      back.socket.disconnect();
    }
    expect(ben.receivedJson).not.toContain('secret');
  });

  it('RND-2 a person admitted while a turn is held receives nothing of it until they enter', async () => {
    const fixture = await startRealtimeFixture({ settings: { admit: 'facilitator' } });
    const [fern, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben'));
    await fern.do({ do: 'admit', who: 'ben' });
    await fern.do({ do: 'start-round', prompt: 'What helped?' });
    await ben.do({ do: 'take' });
    const cleo = await fixture.connect('Cleo');
    await cleo.do({ do: 'join', seat: 'sharer' });
    await fern.do({ do: 'admit', who: 'cleo' });
    await ben.do({ do: 'say', text: 'secret' });
    await cleo.sync();
    expect(cleo.view.mine.whereabouts).toBe('admitted');
    expect(cleo.view.timeline).toEqual([]);
    await ben.do({ do: 'done' });
    await eventually(() => cleo.view.mine.whereabouts === 'in');
    expect(cleo.view.prompt).toBe('What helped?');
    expect(cleo.receivedJson).not.toContain('secret');
  });

  it('FLR-6 only the person and facilitators receive a place in the order', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const order = ['ben', 'cleo'] as never[];
    await fern.do({ do: 'start-round', prompt: 'What helped?', order });
    for (const each of [ben, cleo]) await each.sync();
    expect([ben.view.mine.place, cleo.view.mine.place]).toEqual([1, 2]);
    expect(JSON.stringify(ben.view.people)).not.toContain('place');
    expect(ben.view).not.toHaveProperty('waiting');
    expect(ben.view).not.toHaveProperty('desk');
    expect(fern.view.people.find(({ id }) => id === 'cleo')?.place).toBe(1);
  });

  it('TRN-6 the packets of a pass and of a turn set aside are the same', async () => {
    const heardOf = async (how: 'pass' | 'set-aside') => {
      const fixture = await startRealtimeFixture();
      const [fern, ben, cleo] = three(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
      const order = ['ben', 'cleo'] as never[];
      await fern.do({ do: 'start-round', prompt: 'What helped?', order });
      await cleo.sync();
      const receivedBefore = cleo.received.length;
      if (how === 'pass') await ben.do({ do: 'pass' });
      else await fern.do({ do: 'set-aside', who: 'ben' });
      await cleo.sync();
      return JSON.stringify(cleo.received.slice(receivedBefore)).replaceAll(/t_\w+|\d{13}/g, '…');
    };
    expect(await heardOf('pass')).toBe(await heardOf('set-aside'));
  });

  it('ACC-2 one circle receives nothing of another', async () => {
    const fixture = await startRealtimeFixture();
    await seedCircle(fixture.ledgers, 'c_other' as CircleId, { people: ['Fox'] });
    const fox = await fixture.connect('Fox', { circle: 'c_other' });
    const receivedBefore = fox.received.length;
    const [, ben] = three(await beginMeeting(fixture, 'Fern', 'Ben'));
    await ben.do({ do: 'say', text: `only in ${circleId}` });
    await fox.sync();
    expect(fox.received.slice(receivedBefore)).toEqual([]);
  });
});
