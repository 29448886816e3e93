/** Desks of older versions, whose bodies name who asked: at a start, and through a backup. */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory.ts';
import { type Append, emptyHead, type Head, type Store } from '../../src/stores/port.ts';
import { openRedisStore } from '../../src/stores/redis/index.ts';
import { openSqliteStore } from '../../src/stores/sqlite.ts';
import { exportStore, importStore } from '../../src/stores/transfer.ts';
import { removeAuthors } from '../../src/stores/without-authors.ts';
import { aRedis } from './a-redis.ts';
import { openAll, sealed, sealer } from './sealing.ts';
import { folderForTest, write } from './writing.ts';

const redis = aRedis();
const desk = 'desk:c_1';
const author = 'p_author_of_feedback';

/** As format 1 wrote it: who asked, and under which id, stands in the body. */
function asBefore(ledger: string, previous: Head, what: string): Append {
  const append = sealed(ledger, previous, { what, words: { [what]: `words of ${what}` } });
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
  const { facts, words } = openAll(desk, reading);
  expect(facts.map(({ what }) => what)).toEqual(Array.from({ length: 40 }, (_, n) => `what-${n}`));
  expect(Object.keys(words)).toHaveLength(40);
}

describe('a desk of an older version', () => {
  it('PRV-11 is read as before, with its commands for their time', async () => {
    const store = createMemoryStore();
    await oldDesk(store, 1);
    const [opened] = sealer.open(desk, emptyHead, (await store.read(desk, 0)).entries);
    expect(opened?.command).toEqual({
      digest: sealer.digest(desk, { by: author, id: 'id-what-0' }),
      version: 1,
      until: 1000 + 900_000,
    });
  });

  it('PRV-11 is written anew once, and its authors are in no file of SQLite', async () => {
    const folder = folderForTest();
    const store = await openSqliteStore({ folder });
    onTestFinished(() => store.close());
    await oldDesk(store);
    const { log } = await store.read(desk, 0);
    const count = () => filesOf(folder).toString('latin1').split(inDesk(7)).length - 1;
    expect(count()).toBeGreaterThan(1);
    expect(await removeAuthors(store, sealer)).toBe(1);
    await isWithoutAuthors(store);
    expect(count()).toBe(1);
    expect((await store.read(desk, 0)).log).not.toBe(log);
    expect(await removeAuthors(store, sealer)).toBe(0);
    await write(store, desk, { what: 'goes on' });
  });

  it('PRV-11 is written anew in Redis', async () => {
    const store = await openRedisStore({ url: redis.redis.url, prefix: 'without' });
    onTestFinished(() => store.close());
    await oldDesk(store);
    expect(await removeAuthors(store, sealer)).toBe(1);
    await isWithoutAuthors(store);
    await write(store, desk, { what: 'goes on' });
    expect(await removeAuthors(store, sealer)).toBe(0);
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
    expect(await removeAuthors(broken, sealer)).toBe(0);
  });

  it('PRV-11 LED-15 comes out of an old backup without its authors, and a stopped import goes on', async () => {
    const [source, target] = [createMemoryStore(), createMemoryStore()];
    await oldDesk(source);
    const id = sealer.digest(desk, { by: 'x', id: 'y' });
    await source.setAside(desk, { id, text: 'waits' });
    const file = join(folderForTest(), 'backup.gz');
    await exportStore(source, sealer, file);
    let left = 20;
    const stopping: Store = {
      ...target,
      append: (append) => {
        if (left-- <= 0) throw new Error('stopped');
        return target.append(append);
      },
    };
    await expect(importStore(stopping, sealer, file)).rejects.toThrow('begin it again');
    expect(await importStore(target, sealer, file)).toMatchObject({ already: 20, words: 80 });
    await isWithoutAuthors(target);
    const meetings = [source, target].map((store) => store.read('meeting:m_1', 0));
    const [before, after] = await Promise.all(meetings);
    expect(after?.entries).toEqual(before?.entries);
    await removeAuthors(source, sealer);
    expect((await target.read(desk, 0)).head).toEqual((await source.read(desk, 0)).head);
    expect(await target.aside(desk)).toEqual([{ id, text: 'waits' }]);
  });
});
