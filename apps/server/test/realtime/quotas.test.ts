/** One person cannot block, flood or drown a circle: over real sockets, with the limits on. */
import { quotas } from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { ownTimeOf } from './own-time.ts';
import {
  beginMeeting,
  createStillStore,
  eventually,
  startRealtimeFixture,
} from './realtime-fixture.ts';
import { circleId, member } from './seeded-circle.ts';
import type { TestClient } from './test-client.ts';

const four = (visitors: TestClient[]) =>
  visitors as [TestClient, TestClient, TestClient, TestClient];
const long = 'x'.repeat(4000);
const byItem = { hello: { byItem: true } };
const bytesTo = ({ received }: TestClient, since: number): number =>
  Buffer.byteLength(JSON.stringify(received.slice(since)));

describe('a flood at the desk', () => {
  it('DSK-9 LIM-4 of one person delays nobody else’s call, and costs facilitators little', async () => {
    const fixture = await startRealtimeFixture({ limits: true });
    await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo');
    const fern = await fixture.connect('Fern', byItem);
    const [ben, cleo] = [await fixture.connect('Ben'), await fixture.connect('Cleo')];
    const since = fern.received.length;
    const flood: Promise<CommandAnswer>[] = [];
    for (let n = 0; n < 256; n++) {
      flood.push(ben.ask({ do: 'report', target: { who: 'cleo' }, text: long }));
    }
    const timeToArrive = (text: string) =>
      ownTimeOf(async () => {
        await cleo.do({ do: 'ask-help', kind: 'unsafe', text });
        await eventually(() => fern.receivedJson.includes(text));
      });
    const during = await timeToArrive('Please.');
    // One's own call has a way of its own too.
    await ben.do({ do: 'ask-help', kind: 'word' });
    const answers = await Promise.all(flood);
    const after = await timeToArrive('And this.');
    expect(during / Math.max(after, 20)).toBeLessThan(50);
    const taken = answers.filter((each) => 'ok' in each).length;
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThanOrEqual(quotas.usual.words.perMinute);
    expect(answers).toContainEqual({ refused: 'too-soon' });
    expect(bytesTo(fern, since)).toBeLessThan(256 * 1024);
    expect(fern.socket.connected).toBe(true);
  });

  it('DSK-9 an excluded person has lower limits, and their appeal still arrives', async () => {
    const fixture = await startRealtimeFixture({ limits: true });
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await fern.do({ do: 'exclude', who: 'ben', reason: 'safety', note: 'Please rest.' });
    await eventually(() => ben.view.mine.receipts.length === 1);
    const watching = await fixture.connect('Fern', { ...byItem, device: 'watching-device' });
    const since = watching.received.length;
    const report = { do: 'report', target: { who: 'cleo' }, text: long } as const;
    await Promise.all(Array.from({ length: 256 }, () => ben.ask(report)));
    expect(bytesTo(watching, since)).toBeLessThan(64 * 1024);
    await ben.do({ do: 'ask-help', kind: 'unsafe' });
  });

  it('LIM-4 the desk comes as a page; older items come on request, and changes one by one', async () => {
    const fixture = await startRealtimeFixture();
    await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo');
    const desk = await fixture.ledgers.desk(circleId);
    const standing = {
      person: member('Cleo'),
      name: 'Cleo',
      role: 'participant',
      link: '',
    } as const;
    const asking = {
      ...systemContext,
      actor: member('Cleo'),
      standing: () => ({ ...standing, known: true }),
    };
    for (let n = 0; n < 80; n++) {
      const note = { do: 'note', text: `${n} ${long.slice(10)}`, unlimited: true } as const;
      await desk.handle(note, asking);
    }
    const fern = await fixture.connect('Fern', { ...byItem, device: 'another-device' });
    expect(bytesTo(fern, 0)).toBeLessThan(96 * 1024);
    expect(fern.view.desk?.more).toEqual(['threads']);
    const ben = await fixture.connect('Ben');
    const since = fern.received.length;
    await ben.do({ do: 'note', text: long });
    await fern.sync();
    expect(fern.view.desk?.threads.at(-1)?.by).toBe('ben');
    expect(bytesTo(fern, since)).toBeLessThan(5000);
    while (((await fern.raw('desk-earlier', 'threads')) as { more: boolean }).more) {}
    const texts = fern.view.desk?.threads.flatMap(({ entries }) => entries.map((e) => e.text));
    expect(texts).toHaveLength(81);
    expect(fern.view.desk).not.toHaveProperty('more');
    expect(await fern.raw('desk-earlier', '__proto__')).toEqual({ more: false });
    expect(await ben.raw('desk-earlier', 'threads')).toEqual({ more: false });
    await ben.sync();
    expect(ben.receivedJson).not.toContain('79 xxx');
  });

  it('LIM-4 a client that does not say that it reads changes is sent wholes as before', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    await ben.do({ do: 'note', text: 'hello' });
    await fern.sync();
    expect(fern.view.desk?.threads).toHaveLength(1);
    expect(fern.receivedJson).not.toContain('deskChange');
  });
});

describe('other floods', () => {
  it('LIM-4 what is said has a bound in bytes, and goes back to the draft beyond it', async () => {
    const fixture = await startRealtimeFixture({ limits: true });
    const [, ben, cleo] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const since = cleo.received.length;
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => ben.ask({ do: 'say', text: long })),
    );
    const said = answers.filter((each) => 'ok' in each).length;
    // Sixty kilobytes in one go are more than anyone writes.
    expect(said).toBeGreaterThan(10);
    expect(said).toBeLessThan(20);
    expect(bytesTo(cleo, since)).toBeLessThan(100 * 1024);
  });

  it('LIM-4 coming and going over and over is too-soon, and so is taking everything along', async () => {
    const fixture = await startRealtimeFixture({ limits: true });
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const moves = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        ben.ask({ do: n % 2 === 0 ? 'raise-hand' : 'lower-hand' }),
      ),
    );
    expect(moves).toContainEqual({ refused: 'too-soon' });
    const exports = await Promise.all(
      Array.from({ length: 5 }, () => ben.ask({ do: 'export-mine' })),
    );
    expect(exports.filter((each) => 'ok' in each)).toHaveLength(3);
  });

  it('VOI-10 LIM-4 a newcomer has four messages a minute that wait for a facilitator', async () => {
    const fixture = await startRealtimeFixture({ settings: { holdNewcomer: true } });
    const [, ben] = four(await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo'));
    const answers: CommandAnswer[] = [];
    for (let n = 0; n < 6; n++) answers.push(await ben.ask({ do: 'say', text: `${n}` }));
    expect(answers.map((each) => 'ok' in each)).toEqual([true, true, true, true, false, false]);
  });
});

describe('waiting at the threshold', () => {
  it('LIM-1 a waiting person who has disconnected stops waiting and blocks no place', async () => {
    const fixture = await startRealtimeFixture({
      settings: { admit: 'facilitator', seats: 1, waitingGrace: 200 },
    });
    const fern = await fixture.connect('Fern');
    await fern.do({ do: 'join', seat: 'sharer' });
    await fern.do({ do: 'open-doors' });
    const ben = await fixture.connect('Ben');
    await ben.do({ do: 'join', seat: 'sharer' });
    ben.drop();
    const cleo = await fixture.connect('Cleo');
    await cleo.do({ do: 'join', seat: 'sharer' });
    await eventually(() => fern.view.waiting?.map(({ id }) => id).join() === 'cleo');
    await fern.do({ do: 'admit', who: 'all' });
    await cleo.sync();
    expect(cleo.view.mine.whereabouts).toBe('in');
    const again = await fixture.connect('Ben');
    expect(again.view.mine).toMatchObject({ whereabouts: 'outside', can: { join: true } });
  });

  it('LIM-1 RND-17 a person who waited when the server stopped has time to come back', async () => {
    const { clock, store } = createStillStore();
    const settings = { admit: 'facilitator', waitingGrace: 100, settle: 600 } as const;
    const fixture = await startRealtimeFixture({ store, lease: 100, settings });
    const fern = await fixture.connect('Fern');
    await fern.do({ do: 'join', seat: 'sharer' });
    await fern.do({ do: 'open-doors' });
    for (const name of ['Ben', 'Cleo']) {
      await (await fixture.connect(name)).do({ do: 'join', seat: 'sharer' });
    }
    await fixture.restart();
    const back = await fixture.connect('Fern');
    const waiting = () => back.view.waiting?.map(({ id }) => id).join();
    // Longer than who waits may be away, and not as long as they have to come back.
    clock.now += settings.settle - 1;
    await back.sync();
    expect(waiting()).toBe('ben,cleo');
    const ben = await fixture.connect('Ben');
    const meeting = await fixture.ledgers.meeting(`m_${circleId}` as never);
    clock.now += 1;
    await eventually(() => meeting.state.people.get(member('Cleo'))?.awaySince !== null);
    clock.now += settings.waitingGrace;
    // Cleo has not come back.
    await eventually(() => waiting() === 'ben');
    expect(ben.view.mine.whereabouts).toBe('waiting');
  });
});
