/** Forget me, over real sockets: what is left of a person in every ledger of the circle. */
import { describe, expect, it, vi } from 'vitest';
import { memberContext } from '../../src/ledger/command-context.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { beginMeeting, startRealtimeFixture } from './realtime-fixture.ts';
import { circleId, member } from './seeded-circle.ts';
import type { TestClient } from './test-client.ts';

type SeveralMeetings = [TestClient, TestClient, TestClient];

const until = (holds: () => Promise<boolean>) =>
  vi.waitFor(async () => expect(await holds()).toBe(true), { interval: 20 });

/** All words and facts that the store has, as text. */
async function everything(
  fixture: Awaited<ReturnType<typeof startRealtimeFixture>>,
): Promise<string> {
  const texts: string[] = [];
  for (const ledger of await fixture.store.ledgers()) {
    const { words } = await fixture.store.read(ledger, 0);
    texts.push(...words.map(({ slot, text }) => `${ledger} ${slot} ${text}`));
  }
  return texts.join('\n');
}

describe('forget-me', () => {
  it('PRV-11 leaves no name and no word of theirs in any ledger, and nobody else’s is touched', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben, cleo] = (await beginMeeting(
      fixture,
      'Fern',
      'Ben',
      'Cleo',
    )) as SeveralMeetings;
    await ben.do({ do: 'say', text: 'canary said', note: 'canary noted' });
    await cleo.do({ do: 'say', text: 'Of Cleo.' });
    await ben.do({ do: 'ask-help', kind: 'word', text: 'canary asked' });
    await ben.do({ do: 'note', text: 'canary privately' });
    await ben.do({ do: 'report', target: { who: 'cleo' }, text: 'canary reported' });
    await cleo.do({ do: 'report', target: { who: 'ben' }, text: 'About him.' });
    await fern.do({ do: 'warn', who: 'ben', reason: 'pace', note: 'A little slower.' });
    await until(async () => (await everything(fixture)).includes('.person Ben'));
    await ben.sync();
    await ben.do({ do: 'appeal', receipt: ben.view.mine.receipts[0]?.id ?? '', text: 'canary no' });
    await ben.do({ do: 'intend', text: 'canary intended' });
    const before = await everything(fixture);
    for (const word of ['said', 'noted', 'asked', 'privately', 'reported', 'no', 'intended']) {
      expect(before).toContain(`canary ${word}`);
    }
    expect(before.match(/ Ben$/gm)?.length).toBeGreaterThan(4);

    expect(await ben.ask({ do: 'forget-me' })).toEqual({ ok: true });
    const after = await everything(fixture);
    expect(after).not.toMatch(/canary| Ben$/m);
    expect(after).toContain('Of Cleo.');
    expect(after).toContain('About him.');
    expect(after).toContain('A little slower.');

    await fern.sync();
    expect(fern.view.people.map(({ name }) => name)).toEqual(['Fern', 'Cleo']);
    expect(fern.view.timeline).toMatchObject([
      { by: 'ben', text: '', withdrawn: true },
      { by: 'cleo', text: 'Of Cleo.' },
    ]);
    expect(fern.view.desk?.alerts).toEqual([]);
    await cleo.sync();
    expect(JSON.stringify(cleo.view)).not.toContain('"Ben"');
    const { state } = await fixture.ledgers.circle(circleId);
    expect([...state.members.keys()]).not.toContain('ben');
    expect(state.leaving.size).toBe(0);
    expect(await ben.ask({ do: 'say', text: 'still here?' })).toEqual({ refused: 'not-here' });
  });

  it('PRV-11 a person who holds the floor or leads goes as by leaving', async () => {
    const fixture = await startRealtimeFixture({
      people: ['Fern', 'Fox', 'Ben'],
      settings: { leadGrace: 50 },
    });
    const [fern, fox, ben] = (await beginMeeting(fixture, 'Fern', 'Fox', 'Ben')) as SeveralMeetings;
    await fern.do({ do: 'give-floor', who: 'ben' });
    await ben.do({ do: 'take' });
    await ben.do({ do: 'forget-me' });
    await fox.sync();
    expect(fox.view.holder).toBeNull();
    await fern.do({ do: 'forget-me' });
    await until(async () => {
      await fox.sync();
      return fox.view.lead === 'fox';
    });
  });

  it('PRV-11 what a stop left half-way is gone on with at the next start', async () => {
    const fixture = await startRealtimeFixture();
    const [, ben] = (await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo')) as SeveralMeetings;
    await ben.do({ do: 'say', text: 'canary said' });
    await fixture.stop();
    const ledgers = createLedgers({
      store: fixture.store,
      codec: new CommitCodec(Buffer.alloc(32, 7)),
      reportError: () => undefined,
    });
    const circle = await ledgers.circle(circleId);
    await circle.handle({ do: 'forget-me' }, memberContext(member('Ben')));
    ledgers.close();
    expect(await everything(fixture)).toContain('canary said');
    await fixture.start();
    await until(async () => !(await everything(fixture)).includes('canary'));
  });

  it('PRV-11 a membership whose time is over is forgotten by itself', async () => {
    const fixture = await startRealtimeFixture({
      settings: { memberRetention: 300 },
      people: ['Ben'],
    });
    await until(async () => !(await everything(fixture)).includes('Ben'));
    const { state } = await fixture.ledgers.circle(circleId);
    expect(state.members.size).toBe(0);
  });

  it('VOI-7 a person who was removed does not come back into that meeting as a new person', async () => {
    const fixture = await startRealtimeFixture();
    const [fern, ben] = (await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo')) as SeveralMeetings;
    await fern.do({ do: 'remove', who: 'ben', reason: 'unkind', note: 'Not today.' });
    expect(await ben.ask({ do: 'forget-me' })).toEqual({ ok: true });
    const { state } = await fixture.ledgers.circle(circleId);
    expect(state.members.get(member('Ben'))).toMatchObject({ forgotten: true });
    expect(await everything(fixture)).not.toMatch(/ Ben$/m);
    expect(await ben.ask({ do: 'join', seat: 'sharer' })).toEqual({ refused: 'excluded' });
  });
});
