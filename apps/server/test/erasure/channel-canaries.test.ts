/**
 * A canary in every word of a channel, and a search of the bytes of the data folder and of a backup
 * for it: it is there until its channel, session or person is gone, and nowhere afterwards.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { HouseCommand, LinkId, PersonId, SessionId } from '@holdspace/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers } from '../../src/ledger/ledgers.ts';
import { exportStore } from '../../src/storage/backup/transfer.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { testCodec } from '../storage/sample-commits.ts';
import { folderForTest } from '../storage/store-helpers.ts';

const ben = 'o_ben' as PersonId;
const phone = 'phone_0001' as SessionId;

async function startHouse() {
  const folder = folderForTest();
  const now = () => Date.now();
  const store = await openSqliteStore({ folder, now });
  const faults: unknown[] = [];
  const ledgers = createLedgers({
    ...{ store, codec: testCodec, idleTime: 10_000 },
    reportError: (fault) => faults.push(fault),
  });
  onTestFinished(async () => {
    ledgers.close();
    await store.close();
    expect(faults).toEqual([]);
  });
  const house = await ledgers.house();
  const run = async (command: HouseCommand) =>
    expect(await house.handle(command, systemContext)).toEqual({ ok: true });
  const bytes = async () => {
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    const backup = join(folderForTest(), 'backup.gz');
    await exportStore(store, testCodec, backup);
    return Buffer.concat([...files, gunzipSync(readFileSync(backup))]);
  };
  return { run, bytes };
}

it('ALR-2 words of channels are in no file once their channel, session or person is gone', async () => {
  const { run, bytes } = await startHouse();
  const canaries = new Map<string, string>();
  const canary = (of: string) => {
    const text = `canary${randomBytes(9).toString('hex')}`;
    canaries.set(of, text);
    return text;
  };
  const found = async () => {
    const all = await bytes();
    return [...canaries].filter(([, text]) => all.includes(text)).map(([of]) => of);
  };
  const gone = async (...over: string[]) => {
    const left = [...canaries.keys()].filter((each) => !over.includes(each));
    await vi.waitFor(async () => expect(await found()).toEqual(left));
    for (const each of over) canaries.delete(each);
  };

  const expires = Date.now() + 3_600_000;
  const link = { link: 'l_ben' as LinkId, hash: 'hash', expires };
  await run({
    ...{ do: 'add-staff', staff: ben, name: canary('name'), roles: ['on-call'], circles: [] },
    ...link,
  });
  const session = { session: phone, until: expires, mark: canary('mark'), label: canary('label') };
  const sign = { do: 'sign-in', hash: 'hash', staff: ben, browser: null, replaces: null } as const;
  await run({ ...sign, session });
  await run({
    ...{ do: 'set-up-channel', channel: 'ch_1', kind: 'webhook', name: canary('channel name') },
    ...{ url: `https://hooks.example.org/${canary('url')}`, secret: canary('secret') },
  });
  const tested = { do: 'file-channel-test', channel: 'ch_1', result: 'refused' } as const;
  await run({ ...tested, detail: canary('detail') });
  await run({ do: 'set-email', staff: ben, address: `${canary('email')}@example.org` });
  const device = { do: 'subscribe-push', staff: ben, session: phone, device: 'd_1' } as const;
  await run({ ...device, subscription: canary('subscription') });
  await gone();

  await run({ ...tested, detail: canary('next detail') });
  await gone('detail');
  await run({ do: 'remove-channel', channel: 'ch_1' });
  await gone('channel name', 'url', 'secret', 'next detail');
  await run({ do: 'sign-out-staff', staff: ben, session: phone });
  await gone('mark', 'label', 'subscription');
  await run({ do: 'dismiss', staff: ben });
  await gone('name', 'email');
});
