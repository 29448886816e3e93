/** People who come to a long circle that slept: its older words are read when somebody looks. */
import { expect, it, onTestFinished } from 'vitest';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { beginMeeting, startRealtimeFixture } from './realtime-fixture.ts';
import { member } from './seeded-circle.ts';
import type { TestClient } from './test-client.ts';

const said = 1000;
const ledgerId = 'meeting:m_c_tuesday';

/** Reads of a block; each waits while `hold` does. */
function watched(store: Store) {
  const blocks: number[] = [];
  let hold: Promise<void> | null = null;
  const given: Store = {
    ...store,
    read: async (ledger, after, upTo) => {
      if (upTo !== undefined && ledger === ledgerId) {
        blocks.push(upTo);
        await hold;
      }
      return store.read(ledger, after, upTo);
    },
  };
  return {
    given,
    blocks,
    hold: (until: Promise<void>) => {
      hold = until;
    },
  };
}

/** A meeting in which Ben said much and Cleo a word at first; its snapshot is saved, and it slept. */
async function aLongMeetingThatSlept() {
  const store = createMemoryStore();
  const { given, blocks, hold } = watched(store);
  const fixture = await startRealtimeFixture({ store: given });
  const [fern, ben, cleo] = (await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo')) as [
    ...[TestClient, TestClient, TestClient],
  ];
  await cleo.do({ do: 'say', text: 'a word of mine' });
  for (let n = 0; n < said; n += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => ben.do({ do: 'say', text: `words ${n + i}` })),
    );
  }
  for (const each of [fern, ben, cleo]) each.drop();
  await fixture.stop();
  const saving = createLedgers({
    ...{ store, codec: new CommitCodec(Buffer.alloc(32, 7)) },
    reportError: () => undefined,
  });
  onTestFinished(() => saving.close());
  await (await saving.meeting('m_c_tuesday' as never)).saveSnapshot(100);
  await fixture.start();
  blocks.length = 0;
  return { fixture, blocks, hold };
}

it('WIRE-8 a person who comes gets the last page at once, and older words as they look back', async () => {
  const { fixture, blocks } = await aLongMeetingThatSlept();
  const ben = await fixture.connect('Ben');
  expect(ben.texts.slice(-2)).toEqual(['words 998', 'words 999']);
  expect(ben.texts).not.toContain('');
  expect(blocks).toEqual([]);
  await ben.earlier(ben.view.timeline[0]?.id as string);
  expect(ben.texts).not.toContain('');
  const readBefore = blocks.length;
  while (ben.state?.more) await ben.earlier(ben.view.timeline[0]?.id as string);
  expect(ben.texts).toEqual([
    'a word of mine',
    ...Array.from({ length: said }, (_, n) => `words ${n}`),
  ]);
  expect(blocks.length).toBeGreaterThan(readBefore);
  // Each block once, the newest first.
  expect(blocks).toEqual([...new Set(blocks)].sort((a, b) => b - a));
});

it('WIRE-8 a page with words that are not in memory waits for them, and is never shown without', async () => {
  const { fixture, blocks, hold } = await aLongMeetingThatSlept();
  const cleo = await fixture.connect('Cleo');
  const { promise, resolve } = Promise.withResolvers<void>();
  hold(promise);
  // Of everything in the last page nothing is left to her but what she said at first.
  const hidden = cleo.do({ do: 'hide', who: member('Ben') });
  await hidden;
  cleo.drop();
  const again = fixture.connect('Cleo');
  await expect.poll(() => blocks.length).toBeGreaterThan(0);
  resolve();
  const back = await again;
  expect(back.texts).toEqual(['a word of mine']);
  expect(back.snapshots().map(({ view }) => view.timeline.map(({ text }) => text))).toEqual([
    ['a word of mine'],
  ]);
});

it('PRV-4 an export has the words that nobody has looked at', async () => {
  const { fixture } = await aLongMeetingThatSlept();
  const cleo = await fixture.connect('Cleo');
  const answer = await cleo.ask({ do: 'export-mine' });
  expect(answer).toMatchObject({ ok: true, mine: { messages: [{ text: 'a word of mine' }] } });
});

it('TXT-4 a report quotes a message whose words nobody has looked at', async () => {
  const { fixture } = await aLongMeetingThatSlept();
  const fern = await fixture.connect('Fern');
  const meeting = await fixture.ledgers.meeting('m_c_tuesday' as never);
  const message = meeting.state.messages.at(1)?.id as string;
  await fern.do({ do: 'report', target: { message }, text: 'This one.' } as never);
  const desk = await fixture.ledgers.desk('c_tuesday' as never);
  expect([...desk.words.values()]).toContain('words 0');
});

it('VOI-6 what is erased while nobody has looked at it is gone when somebody does', async () => {
  const { fixture } = await aLongMeetingThatSlept();
  const fern = await fixture.connect('Fern');
  const cleo = await fixture.connect('Cleo');
  await cleo.do({ do: 'erase-mine' });
  while (fern.state?.more) await fern.earlier(fern.view.timeline[0]?.id as string);
  expect(fern.view.timeline[0]).toMatchObject({ by: 'cleo', text: '', withdrawn: true });
  expect(fern.receivedJson).not.toContain('a word of mine');
});
