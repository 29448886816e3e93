/** Feedback before and after it enters the ledger: whose it is, and when it came, is nowhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CircleId, MeetingId } from '@holdspace/core';
import { desk } from '@holdspace/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FeedbackBox } from '../../src/circles/feedback-box.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { testCodec } from '../storage/sample-commits.ts';
import { folderForTest } from '../storage/store-helpers.ts';

const hour = 3_600_000;
const meeting = 'mt_1' as MeetingId;
const circle = 'c_1' as CircleId;
const times = { helpAlert: 1, helpPlain: 1, deskRetention: 30 * 24 * hour };

async function aBox() {
  const folder = folderForTest();
  const clock = { now: 100 * hour + 5 };
  const store = await openSqliteStore({ folder, now: () => clock.now });
  onTestFinished(() => store.close());
  const open = async () => {
    const ledgers = createLedgers({ store, codec: testCodec, reportError: () => undefined });
    const ledger = await ledgers.desk(circle);
    await ledger.handle({ do: 'open', ...times }, systemContext);
    return { ledger, box: new FeedbackBox(ledger, ledgers) };
  };
  const bytes = () =>
    Buffer.concat(readdirSync(folder).map((each) => readFileSync(join(folder, each))));
  return { store, clock, open, bytes };
}

describe('feedback', () => {
  it('PRV-11 is durable when it is answered, and enters the ledger with the end of its hour', async () => {
    const { clock, open, store } = await aBox();
    const { ledger, box } = await open();
    for (const by of ['ash', 'elm', 'fir']) {
      await box.add({ by, id: `c-${by}` }, { text: `of ${by}`, meeting });
      await box.add({ by, id: `c-${by}` }, { text: `of ${by}`, meeting });
    }
    const { version } = ledger;
    await box.collect();
    expect([ledger.version, ledger.state.feedback]).toEqual([version, []]);
    const again = await open();
    expect(await again.box.has({ by: 'ash', id: 'c-ash' })).toBe(true);
    expect(await again.box.has({ by: 'ash', id: 'c-elm' })).toBe(false);
    clock.now = 101 * hour;
    await again.box.collect();
    expect(again.ledger.version).toBe(version + 1);
    expect(again.ledger.state.feedback.map((each) => each.hour)).toEqual(Array(3).fill(101 * hour));
    expect([...again.ledger.words.values()].sort()).toEqual(['of ash', 'of elm', 'of fir']);
    expect(await store.aside(ledger.id)).toEqual([]);
    await again.box.add({ by: 'ash', id: 'c-ash' }, { text: 'of ash', meeting });
    clock.now += hour;
    await again.box.collect();
    expect(again.ledger.state.feedback).toHaveLength(3);
    expect(await again.box.has({ by: 'fir', id: 'c-fir' })).toBe(true);
  });

  it('PRV-11 leaves nothing where it waited, and its commit says only when the hour ended', async () => {
    const { clock, open, store, bytes } = await aBox();
    const { ledger, box } = await open();
    const canary = 'canary-of-somebody';
    clock.now += 1234;
    await box.add({ by: 'ash', id: 'c-ash' }, { text: canary, meeting });
    expect(bytes().includes(canary)).toBe(true);
    expect(bytes().includes('c-ash')).toBe(false);
    clock.now = 101 * hour + 7;
    await box.collect();
    const { entries } = await store.read(ledger.id, 0);
    const last = JSON.parse(entries.at(-1)?.body ?? '');
    expect(last).not.toHaveProperty('command');
    expect(last.at).toBe(101 * hour + 7);
    expect(JSON.stringify(entries)).not.toMatch(/ash|360001239/);
    const first = bytes().indexOf(canary);
    expect(bytes().indexOf(canary, first + 1)).toBe(-1);
    clock.now += times.deskRetention + hour;
    for (const { command } of desk.deadlines(ledger.state)) {
      await ledger.handle(command, systemContext);
    }
    expect(bytes().includes(canary)).toBe(false);
  });

  it('PRV-11 that was altered where it waits is believed by nobody', async () => {
    const { clock, open, store } = await aBox();
    const { ledger, box } = await open();
    await box.add({ by: 'ash', id: 'c-ash' }, { text: 'kind', meeting });
    const [aside] = await store.aside(ledger.id);
    const id = 'another-id-of-22-chars';
    await store.setAside(ledger.id, { id, text: aside?.text ?? '' });
    clock.now = 101 * hour;
    await box.collect();
    expect([...ledger.words.values()]).toEqual(['kind']);
  });
});
