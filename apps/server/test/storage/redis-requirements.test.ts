/** What a Redis must be before anything is entrusted to it, and what its user must be allowed. */
import { readFileSync } from 'node:fs';
import { RedisProcess } from '@holdspace/cluster';
import { createClient } from 'redis';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openRedisStore, type RedisStoreOptions } from '../../src/storage/redis/redis-store.ts';
import { startTestRedis } from './redis-fixture.ts';
import { processedCommand, sampleAppend } from './sample-commits.ts';
import { appendSamples, readLedger } from './store-helpers.ts';

const own = startTestRedis();

/** Until the test is over. */
async function set(name: string, value: string): Promise<void> {
  const before = (await own.adminClient.configGet(name))[name] ?? '';
  await own.adminClient.configSet(name, value);
  onTestFinished(() => own.adminClient.configSet(name, before).then(() => undefined));
}

async function opening(options: Partial<RedisStoreOptions> = {}): Promise<string> {
  try {
    const store = await openRedisStore({ url: own.redis.url, patience: 0, ...options });
    await store.close();
    return 'opened';
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

it.each([
  [
    'appendfsync',
    'everysec',
    'appendfsync is everysec: set “appendfsync always”, or promise less with HOLDSPACE_REDIS_FSYNC=everysec.',
  ],
  ['appendfsync', 'no', 'appendfsync is no: set “appendfsync always”.'],
  [
    'appendonly',
    'no',
    'appendonly is no: set “appendonly yes”, as what is in memory alone is lost with the process.',
  ],
  [
    'no-appendfsync-on-rewrite',
    'yes',
    'no-appendfsync-on-rewrite is yes: set “no-appendfsync-on-rewrite no”, as nothing is synced during a rewrite.',
  ],
  [
    'maxmemory-policy',
    'allkeys-lru',
    'maxmemory-policy is allkeys-lru: set “maxmemory-policy noeviction”, as other policies throw away what was said.',
  ],
])('LED-5 refuses %s %s, and says what to change', async (name, value, sentence) => {
  expect(await opening()).toBe('opened');
  await set(name, value);
  expect(await opening()).toBe(
    `Redis at 127.0.0.1:${own.redis.port} is not set as it must be. ${sentence}`,
  );
});

it('LED-5 says all at once', async () => {
  await set('appendfsync', 'no');
  await set('maxmemory-policy', 'volatile-ttl');
  expect(await opening()).toMatch(/appendfsync is no.*maxmemory-policy is volatile-ttl/);
});

it('LED-5 takes everysec where no more is promised, and always all the more', async () => {
  expect(await opening({ fsync: 'everysec' })).toBe('opened');
  await set('appendfsync', 'everysec');
  expect(await opening({ fsync: 'everysec' })).toBe('opened');
  await set('appendfsync', 'no');
  expect(await opening({ fsync: 'everysec' })).toMatch(/set “appendfsync everysec”\.$/);
});

it('LED-5 refuses a replica, and comes back when it is one no more', async () => {
  const store = await openRedisStore({ url: own.redis.url, prefix: 'replica' });
  onTestFinished(() => store.close());
  await appendSamples(store, 'house', {});
  await own.adminClient.sendCommand(['REPLICAOF', '127.0.0.1', '1']);
  expect(await opening()).toContain('It is a replica: name its primary in HOLDSPACE_STORE.');
  await expect(appendSamples(store, 'house', {})).rejects.toThrow(
    /is a replica now and nothing was saved/,
  );
  expect(store.shared?.reachable).toBe(false);
  await own.adminClient.sendCommand(['REPLICAOF', 'NO', 'ONE']);
  await vi.waitFor(() => expect(store.shared?.reachable).toBe(true));
  await appendSamples(store, 'house', {});
});

it('LED-7 warns of snapshots, which keep what was erased', async () => {
  await set('save', '3600 1');
  const warned: string[] = [];
  expect(await opening({ warn: (sentence) => warned.push(sentence) })).toBe('opened');
  expect(warned).toEqual([
    `Redis at 127.0.0.1:${own.redis.port} also writes snapshots, where erased words stay until the ` +
      'next one: set save ""',
  ]);
});

/** What the user of a deployment is allowed, as it stands beside docker-compose.yml. */
function allowed(): readonly string[] {
  const file = new URL('../../../../compose/redis.acl', import.meta.url);
  const line = readFileSync(file, 'utf8').match(/^user holdspace on (.*)$/m)?.[1] ?? '';
  return line.split(' ').map((rule) => (rule === '>PASSWORD' ? password : rule));
}

const password = '>pass@word';

async function asUser(...rules: readonly string[]): Promise<string> {
  await own.adminClient.sendCommand(['ACL', 'SETUSER', 'holdspace', 'reset', 'on', ...rules]);
  return `redis://holdspace:pass%40word@127.0.0.1:${own.redis.port}`;
}
it('LED-10 needs no more of its user than the file beside docker-compose.yml allows', async () => {
  const rules = allowed();
  expect(rules).toContain('+evalsha');
  expect(rules).not.toContain('+eval');
  const url = await asUser(...rules);
  const store = await openRedisStore({ url });
  onTestFinished(() => store.close());
  await store.shared?.follow('house', () => undefined);
  await appendSamples(store, 'house', { words: { a: 'A', b: 'B' } });
  await appendSamples(store, 'house', { erases: ['a'], wordsUntil: store.now() + 60_000 });
  expect((await readLedger(store, 'house')).words).toEqual({ b: 'B' });
  await store.shared?.publishNote('circle', 'n1', 'here', 1000);
  const notes = await store.shared?.readNotes(['circle']);
  expect(notes).toEqual(new Map([['circle', new Map([['n1', 'here']])]]));
  const end = { ...(await store.read('house', 0)).head, log: (await store.read('house', 0)).log };
  await store.saveSnapshot('house', { ...end, body: 'state' }, []);
  expect((await store.open('house')).snapshot?.body).toBe('state');
  await store.setDeadline('house', end, 7);
  expect(await store.deadlines(7, 1)).toEqual([{ ledger: 'house', at: 7 }]);
  await store.shared?.publishNote('circle', 'n1', null, 1000);
  const { head, log } = await store.read('house', 0);
  const late = sampleAppend('house', head, { wordsUntil: store.now() - 1 });
  expect(await store.append({ ...late, command: processedCommand('ash', '1', 3) })).toEqual({
    ok: true,
    log,
  });
  await store.renewLog('house', { ...late.entry, log });
  expect((await store.read('house', 0)).log).not.toBe(log);
  expect([await store.ledgers(), await store.sweep()]).toEqual([['house'], 1]);
  await store.check();
  const rewrites = async () =>
    /aof_rewrites:(\d+)/.exec(await own.adminClient.info('persistence'))?.[1];
  const before = await rewrites();
  await vi.waitFor(async () => expect(await rewrites()).not.toBe(before));
  const forbidden = createClient({ url });
  forbidden.on('error', () => undefined);
  await forbidden.connect();
  onTestFinished(() => forbidden.destroy());
  for (const command of [['EVAL', 'return 1', '0'], ['FLUSHALL'], ['GET', 'elsewhere']]) {
    await expect(forbidden.sendCommand(command)).rejects.toThrow(/NOPERM/);
  }
});

it('LED-10 says which permission is missing, and that a password is wrong', async () => {
  const few = await asUser(password, '~*', '&*', '+@all', '-config');
  expect(await opening({ url: few })).toMatch(
    /does not let its settings be read.*the permission \+config\|get\.$/,
  );
  const none = await asUser(password, '~*', '&*', '+@all', '-script');
  expect(await opening({ url: none })).toMatch(/may not do what is needed.*'script\|load'/);
  const wrong = none.replace('pass%40word', 'other');
  expect(await opening({ url: wrong })).toMatch(/does not accept the user or password/);
  await own.adminClient.sendCommand(['ACL', 'DELUSER', 'holdspace']);
});

it('LED-10 says that a cluster is a cluster', async () => {
  const clustered = await RedisProcess.start({ settings: { 'cluster-enabled': 'yes' } });
  onTestFinished(() => clustered.stop());
  expect(await opening({ url: clustered.url })).toContain(
    'It is part of a Redis Cluster: begin HOLDSPACE_STORE with redis-cluster://.',
  );
});

it('LED-10 says that one Redis is no cluster', async () => {
  expect(await opening({ url: own.redis.url.replace('redis:', 'redis-cluster:') })).toMatch(
    /is no Redis Cluster: begin HOLDSPACE_STORE with redis:\/\/$/,
  );
});
