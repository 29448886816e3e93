/**
 * What stays on the disk of who said *not this time* (RHY-6): the key of the meeting is found while
 * the meeting is to come, because the list needs it, and in no file, snapshot or backup once it is
 * over. What the log keeps are tokens, which nobody can compute without that key.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type CircleId, defaultSettings, type LinkId, type PersonId } from '@holdspace/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { chooseSeat, seatPlanOf } from '../../src/circles/seat-choice.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { newSessionId, seatTokenOf } from '../../src/security/tokens.ts';
import { exportStore } from '../../src/storage/backup/transfer.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { openRedisStore } from '../../src/storage/redis/redis-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { meetingOf, meetWeekly, startOf } from '../http/place-fixture.ts';
import { startTestRedis } from '../storage/redis-fixture.ts';
import { testCodec } from '../storage/sample-commits.ts';
import { folderForTest } from '../storage/store-helpers.ts';

const redis = startTestRedis();
const now = () => startOf(1) - 24 * 3_600_000;

const bytesIn = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => readFileSync(join(each.parentPath, each.name))),
  );

const kinds = [
  {
    kind: 'sqlite',
    async open(): Promise<{ folder: string; store: Store }> {
      const folder = folderForTest();
      return { folder, store: await openSqliteStore({ folder, now }) };
    },
  },
  {
    kind: 'redis',
    async open(): Promise<{ folder: string; store: Store }> {
      const { url, folder } = redis.redis;
      // Compressed, a file could hold a text that no search finds.
      await redis.adminClient.configSet('rdbcompression', 'no');
      return { folder, store: await openRedisStore({ url, now, prefix: 'seats' }) };
    },
  },
];

async function openCircle(store: Store) {
  const reportError = (error: unknown) => expect.unreachable(String(error));
  const ledgers = createLedgers({ store, codec: testCodec, reportError });
  onTestFinished(() => ledgers.close());
  const id = 'tuesdays01' as CircleId;
  const circle = await ledgers.circle(id);
  const opening = {
    do: 'open',
    circle: id,
    name: 'Tuesdays',
    purpose: '',
    agreements: [],
  } as const;
  const settings = { ...defaultSettings, seats: 1 };
  const opened = await circle.handle({ ...opening, settings }, systemContext);
  expect(opened).toEqual({ ok: true });
  const members = ['p_ada', 'p_ben', 'p_cleo'] as PersonId[];
  for (const member of members) {
    const [hash, expires] = [`hash-${member}`, Number.MAX_SAFE_INTEGER];
    const link = { link: `l_${member}` as LinkId, hash, role: 'participant', label: '' } as const;
    await circle.handle({ do: 'invite', ...link, uses: 1, expires }, systemContext);
    const session = { session: newSessionId(), until: expires, mark: null };
    const by = { hash, browser: null, signedIn: null, excluded: false, replaces: null };
    const redeemed = { do: 'redeem', ...by, fresh: member, name: `Name of ${member}` } as const;
    await circle.handle({ ...redeemed, code: `code-${member}`, session }, systemContext);
  }
  await meetWeekly(circle, 2);
  return { ledgers, circle, members };
}

describe.each(kinds)('who said not this time, with $kind', ({ open }) => {
  it('RHY-6 nobody can tell it from any file once the meeting is over', async () => {
    const { folder, store } = await open();
    onTestFinished(() => store.close());
    const { circle, members } = await openCircle(store);
    const [ada, ben] = members as [PersonId, PersonId];
    const meeting = meetingOf(1);
    const choose = (member: PersonId, wanted: boolean) =>
      chooseSeat(circle, { meeting, member, wanted, begun: false });
    for (const member of [ada, ben]) expect(await choose(member, false)).toEqual({ ok: true });
    expect(await choose(ada, true)).toEqual({ ok: true });
    expect([...(seatPlanOf(circle, meeting)?.declined ?? [])]).toEqual([ben]);
    const key = circle.words.get(`meeting.${meeting}.seats`) ?? '';
    expect(key.length).toBeGreaterThan(40);
    const tokens = [ada, ben].map((member) => seatTokenOf(key, member));
    await circle.saveSnapshot(0);

    /** Where the key of the meeting, and the tokens, are. */
    const found = async () => {
      const file = join(folderForTest(), 'backup.gz');
      await exportStore(store, testCodec, file);
      const [files, backup] = [bytesIn(folder), gunzipSync(readFileSync(file))];
      const { state } = circle;
      return {
        key: { files: files.includes(key), backup: backup.includes(key) },
        tokens: tokens.map((token) => files.includes(token)),
        state: JSON.stringify([...state.seatLists]).includes(tokens[0] ?? 'none'),
      };
    };
    // The control: while the meeting is to come its list needs both.
    const before = { key: { files: true, backup: true }, tokens: [true, true], state: true };
    await vi.waitFor(async () => expect(await found()).toEqual(before), 20_000);
    const ended = { do: 'end-meeting', meeting, came: members } as const;
    expect(await circle.handle(ended, systemContext)).toEqual({ ok: true });
    await circle.saveSnapshot(0);
    await store.sweep();
    await vi.waitFor(
      async () => {
        const { key: left, state } = await found();
        expect({ left, state }).toEqual({ left: { files: false, backup: false }, state: false });
      },
      { timeout: 20_000, interval: 200 },
    );
    // No commit about it has a person beside it, so the order of the log tells nothing either.
    const { entries } = await store.read(circle.id, 0);
    const about = entries
      .map(({ body }) => JSON.stringify(body))
      .filter((it) => /"Seat(Dec|Rec|sK)/.test(it));
    expect(about.length).toBeGreaterThan(2);
    for (const commit of about) for (const who of members) expect(commit).not.toContain(who);
  }, 60_000);
});
