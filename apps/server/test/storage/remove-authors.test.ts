/** Desks of older versions, whose bodies name who asked: at a start, and through a backup. */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exportStore, importStore } from '../../src/storage/backup/transfer.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { removeAuthors } from '../../src/storage/migration/remove-authors.ts';
import {
  type AppendRequest,
  emptyHead,
  type Head,
  type Store,
} from '../../src/storage/port/store.ts';
import { openRedisStore } from '../../src/storage/redis/redis-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { startTestRedis } from './redis-fixture.ts';
import { decodeAll, sampleAppend, testCodec } from './sample-commits.ts';
import { appendSamples, folderForTest } from './store-helpers.ts';

const redis = startTestRedis();
const desk = 'desk:c_1';
const author = 'p_author_of_feedback';

/** As format 1 wrote it: who asked, and under which id, stands in the body. */
function asBefore(ledger: string, previous: Head, what: string): AppendRequest {
  const append = sampleAppend(ledger, previous, { what, words: { [what]: `words of ${what}` } });
  const { facts, seals } = JSON.parse(append.entry.body);
  const command = { by: author, id: `id-${what}` };
  const body = JSON.stringify({ at: 1000, command, facts, seals });
  const { version } = append.entry;
  const mac = createHmac('sha256', Buffer.alloc(32, 7))
    .update(`${ledger}\n${version}\n${previous.mac}\n`)
    .update(body)
    .digest('base64url');
  return { ...append, entry: { version, body, mac } };
}

async function oldDesk(store: Store, commits = 40): Promise<void> {
  for (const ledger of [desk, 'meeting:m_1']) {
    let head: Head = emptyHead;
    for (let n = 0; n < commits; n++) {
      const append = asBefore(ledger, head, `what-${n}`);
      await store.append(append);
      head = append.entry;
    }
  }
}

const filesOf = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => readFileSync(join(each.parentPath, each.name))),
  );
const inDesk = (n: number) => `{"at":1000,"command":{"by":"${author}","id":"id-what-${n}"}`;

async function isWithoutAuthors(store: Store): Promise<void> {
  const reading = await store.read(desk, 0);
  expect(JSON.stringify(reading)).not.toContain(author);
  const { facts, words } = decodeAll(desk, reading);
  expect(facts.map(({ what }) => what)).toEqual(Array.from({ length: 40 }, (_, n) => `what-${n}`));
  expect(Object.keys(words)).toHaveLength(40);
}

describe('a desk of an older version', () => {
  it('PRV-11 is read as before, with its commands for their time', async () => {
    const store = createMemoryStore();
    await oldDesk(store, 1);
    const [opened] = testCodec.decode(desk, emptyHead, (await store.read(desk, 0)).entries);
    expect(opened?.command).toEqual({
      digest: testCodec.commandDigest(desk, { by: author, id: 'id-what-0' }),
      version: 1,
      until: 1000 + 900_000,
    });
  });

  it('PRV-11 is rewritten once, and its authors are in no file of SQLite', async () => {
    const folder = folderForTest();
    const store = await openSqliteStore({ folder });
    onTestFinished(() => store.close());
    await oldDesk(store);
    const { log } = await store.read(desk, 0);
    const count = () => filesOf(folder).toString('latin1').split(inDesk(7)).length - 1;
    expect(count()).toBeGreaterThan(1);
    expect(await removeAuthors(store, testCodec, desk)).toBe(true);
    await isWithoutAuthors(store);
    expect(count()).toBe(1);
    expect((await store.read(desk, 0)).log).not.toBe(log);
    expect(await removeAuthors(store, testCodec, desk)).toBe(false);
    await appendSamples(store, desk, { what: 'goes on' });
  });

  it('PRV-11 is rewritten in Redis', async () => {
    const store = await openRedisStore({ url: redis.redis.url, prefix: 'without' });
    onTestFinished(() => store.close());
    await oldDesk(store);
    expect(await removeAuthors(store, testCodec, desk)).toBe(true);
    await isWithoutAuthors(store);
    await appendSamples(store, desk, { what: 'goes on' });
    expect(await removeAuthors(store, testCodec, desk)).toBe(false);
  });

  it('PRV-11 that does not hold together stays as it is', async () => {
    const store = createMemoryStore();
    await oldDesk(store, 3);
    const broken: Store = {
      ...store,
      read: async (ledger, after) => {
        const reading = await store.read(ledger, after);
        return { ...reading, entries: reading.entries.slice(1) };
      },
    };
    expect(await removeAuthors(broken, testCodec, desk)).toBe(false);
  });

  it('PRV-11 LED-15 comes out of an old backup without its authors, and a stopped import goes on', async () => {
    const [source, target] = [createMemoryStore(), createMemoryStore()];
    await oldDesk(source);
    const id = testCodec.commandDigest(desk, { by: 'x', id: 'y' });
    await source.setAside(desk, { id, text: 'waits' });
    const file = join(folderForTest(), 'backup.gz');
    await exportStore(source, testCodec, file);
    let left = 20;
    const stopping: Store = {
      ...target,
      append: (append) => {
        if (left-- <= 0) throw new Error('stopped');
        return target.append(append);
      },
    };
    await expect(importStore(stopping, testCodec, file)).rejects.toThrow('begin it again');
    expect(await importStore(target, testCodec, file)).toMatchObject({ already: 20, words: 80 });
    await isWithoutAuthors(target);
    const meetings = [source, target].map((store) => store.read('meeting:m_1', 0));
    const [before, after] = await Promise.all(meetings);
    expect(after?.entries).toEqual(before?.entries);
    await removeAuthors(source, testCodec, desk);
    expect((await target.read(desk, 0)).head).toEqual((await source.read(desk, 0)).head);
    expect(await target.aside(desk)).toEqual([{ id, text: 'waits' }]);
  });
});
