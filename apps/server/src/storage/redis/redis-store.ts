/**
 * The ledgers in Redis, where any number of nodes share them: each step a script that nothing
 * comes between, durable when it is answered as HOLDSPACE_REDIS_FSYNC promises. It keeps the
 * port and knows neither connections (redis-connection.ts) nor Lua (redis-scripts.ts).
 */
import { randomBytes } from 'node:crypto';
import type { Millis } from '@holdspace/core';
import { commandRetention } from '../chain/commit-codec.ts';
import { padText, unpadText } from '../port/aside-padding.ts';
import type {
  AppendRequest,
  AppendResult,
  AsideText,
  LedgerId,
  LedgerReading,
  LogHead,
  ProcessedCommand,
  SaltedWords,
  Store,
} from '../port/store.ts';
import { StoreFault } from '../port/store.ts';
import { readRedisAddress } from './address.ts';
import { createAofRewriter } from './aof-rewriter.ts';
import { createRedisClock } from './redis-clock.ts';
import { RedisConnection } from './redis-connection.ts';
import { createRedisKeys } from './redis-keys.ts';
import { scripts } from './redis-scripts.ts';
import { createRedisSharedStore } from './redis-shared-store.ts';
import type { FsyncPolicy } from './server-requirements.ts';

export interface RedisStoreOptions {
  /** As HOLDSPACE_STORE says it. */
  readonly url: string;
  /** What Redis must be set to at least; `always` when absent. */
  readonly fsync?: FsyncPolicy;
  /** With which all keys begin. */
  readonly prefix?: string;
  /** How long to try at first. */
  readonly patience?: Millis;
  /** Instead of the clock of Redis. */
  readonly now?: () => Millis;
  /** Receives sentences for the operator. */
  readonly warn?: (sentence: string) => void;
}

/** Rejects with a StoreFault: not to be reached in time, or not set as it must be. */
export async function openRedisStore(options: RedisStoreOptions): Promise<Store> {
  const { url, fsync = 'always', prefix = 'holdspace', patience = 10_000 } = options;
  const address = readRedisAddress(url);
  if (!address) throw new StoreFault('HOLDSPACE_STORE is no address of a Redis.');
  const clock = createRedisClock();
  const warn = options.warn ?? (() => undefined);
  const connection = new RedisConnection({ address, fsync, clock, warn });
  await connection.open(patience);
  return createRedisStore({ connection, prefix, warn, ...address, now: options.now ?? clock.now });
}

const newLog = () => randomBytes(16).toString('base64url');
/** How many ledgers are asked for in one go. */
const batchSize = 256;

function createRedisStore(parts: {
  readonly connection: RedisConnection;
  readonly prefix: string;
  readonly cluster: boolean;
  readonly now: () => Millis;
  readonly warn: (sentence: string) => void;
}): Store {
  const { connection, prefix, cluster, now, warn } = parts;
  const keys = createRedisKeys(prefix);
  const rewriting = createAofRewriter(connection, warn);
  const shared = createRedisSharedStore(connection, keys, now);

  async function append(append: AppendRequest): Promise<AppendResult> {
    const { ledger, log, previous, command, entry, words, erases, takes, wordsUntil } = append;
    if (entry.version !== previous.version + 1) {
      throw new StoreFault(`Commit ${entry.version} cannot follow commit ${previous.version}.`);
    }
    const at = keys.ledger(ledger);
    const [done, first, second] = (await connection.run(
      scripts.append,
      [at.log, at.head, at.words, currentCommandsKey(at.done, now()), at.news, at.aside],
      [
        ...[String(now()), log ?? '*', String(previous.version), previous.mac],
        ...[String(entry.version), entry.mac, entry.body, command?.digest ?? ''],
        ...[wordsUntil === null ? '' : String(wordsUntil), newLog(), JSON.stringify(words)],
        String(command?.until ?? 0),
        ...[String(erases.length), takes.join(','), ...erases],
        ...words.flatMap(({ slot, salt, text }) => [slot, `${entry.version} ${salt} ${text}`]),
      ],
    )) as readonly [number, string, string | number];
    if (done === 0) return { conflict: { version: Number(first), mac: String(second) } };
    if (Number(second) > 0) rewriting.request();
    return { ok: true, log: first };
  }

  async function read(ledger: LedgerId, after: number): Promise<LedgerReading> {
    const at = keys.ledger(ledger);
    const [log, version, mac, entries, words, done] = (await connection.run(
      scripts.read,
      [at.log, at.head, at.words, ...at.done],
      [String(now()), String(after), `${after + 1}-0`],
    )) as readonly [
      ...(readonly [string, string, string, readonly [string, string[]][]]),
      ...(readonly [readonly string[], readonly string[]]),
    ];
    return {
      log,
      head: { version: Number(version), mac },
      entries: entries.map(([id, [, entryMac = '', , body = '']]) => ({
        version: Number.parseInt(id, 10),
        mac: entryMac,
        body,
      })),
      words: readWords(words),
      commands: readCommands(done),
    };
  }

  async function setAside(ledger: LedgerId, { id, text }: AsideText): Promise<void> {
    const { head, aside } = keys.ledger(ledger);
    const done = await connection.run(scripts.setAside, [head, aside], [id, padText(text)]);
    if (done !== 1) throw new StoreFault(`There is no ledger ${ledger}.`);
  }

  async function aside(ledger: LedgerId): Promise<readonly AsideText[]> {
    const found = await connection.run(scripts.aside, [keys.ledger(ledger).aside], []);
    const all = found as readonly string[];
    const texts: AsideText[] = [];
    for (let i = 0; i < all.length; i += 2) {
      texts.push({ id: all[i] ?? '', text: unpadText(all[i + 1] ?? '') });
    }
    return texts.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async function heads(ledgers: readonly LedgerId[]): Promise<ReadonlyMap<LedgerId, LogHead>> {
    // A cluster has no moment of all its shards.
    const groups = cluster ? ledgers.map((each) => [each]) : ledgers.length > 0 ? [ledgers] : [];
    const ends = await inBatches(groups, async (group) => {
      const found = group.map((ledger) => keys.ledger(ledger).head);
      const reply = await connection.run(scripts.heads, found, []);
      return reply as readonly (readonly [string, string, string])[];
    });
    return new Map(
      ends
        .flat()
        .map(([log, version, mac], i) => [
          ledgers[i] ?? '',
          { log, version: Number(version), mac },
        ]),
    );
  }

  async function ledgers(): Promise<readonly LedgerId[]> {
    const found = new Set<LedgerId>();
    await connection.forEachPrimary(async ({ send: ask }) => {
      let cursor = '0';
      do {
        const page = await ask(['SCAN', cursor, 'MATCH', keys.heads, 'COUNT', '1000']);
        const [next, heads] = page as readonly [string, readonly string[]];
        for (const key of heads) found.add(keys.ledgerOf(key));
        cursor = next;
      } while (cursor !== '0');
    });
    return [...found].sort();
  }

  async function sweep(): Promise<number> {
    const counts = await inBatches(await ledgers(), async (ledger) => {
      const { head, words, done } = keys.ledger(ledger);
      const all = [head, words, ...done];
      return Number(await connection.run(scripts.sweep, all, [String(now())]));
    });
    // Also when nothing is left to count: the node that counted can have died before the rewrite.
    rewriting.request();
    return counts.reduce((sum, count) => sum + count, 0);
  }

  return {
    name: 'redis',
    now,
    append,
    read,
    open: async (ledger) => ({ ...(await read(ledger, 0)), snapshot: null }),
    saveSnapshot: async () => undefined,
    deadlines: async () => (await ledgers()).map((ledger) => ({ ledger, at: 0 })),
    setDeadline: async () => undefined,
    setAside,
    aside,
    heads,
    async renewLog(ledger, { version, mac, log }) {
      const args = [String(version), mac, log, newLog()];
      await connection.run(scripts.renew, [keys.ledger(ledger).head], args);
    },
    async replaceEntries(ledger, { version, mac, log }, entries) {
      const at = keys.ledger(ledger);
      const args = [String(version), mac, log, newLog(), entries.at(-1)?.mac ?? ''];
      const all = entries.flatMap((each) => [`${each.version}-0`, each.mac, each.body]);
      const done = await connection.run(scripts.replace, [at.head, at.log], [...args, ...all]);
      if (done === 1) rewriting.request();
    },
    ledgers,
    sweep,
    check: () => connection.check(),
    async close() {
      await rewriting.close();
      connection.close();
    },
    shared,
  };
}

/** Those of one batch are on their way together. */
async function inBatches<Each, Answer>(
  all: readonly Each[],
  ask: (each: Each) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let i = 0; i < all.length; i += batchSize) {
    answers.push(...(await Promise.all(all.slice(i, i + batchSize).map(ask))));
  }
  return answers;
}

/** Which of the hashes takes what is done at this moment: each has its turn for a part of the time. */
const currentCommandsKey = (done: readonly [string, string, string], now: Millis): string =>
  done[Math.floor(now / commandRetention) % 3] ?? done[0];

function readCommands(all: readonly string[]): readonly ProcessedCommand[] {
  const found: ProcessedCommand[] = [];
  for (let i = 0; i < all.length; i += 2) {
    const [digest = '', until = ''] = (all[i + 1] ?? '').split(' ');
    found.push({ digest, version: Number(all[i]), until: Number(until) });
  }
  return found.sort((a, b) => a.version - b.version);
}

/** By version and slot: Redis keeps no order of its own. */
function readWords(all: readonly string[]): readonly SaltedWords[] {
  const found: (SaltedWords & { readonly version: number })[] = [];
  for (let i = 0; i < all.length; i += 2) {
    const [slot = '', value = ''] = [all[i], all[i + 1]];
    const space = value.indexOf(' ');
    const second = value.indexOf(' ', space + 1);
    found.push({
      version: Number(value.slice(0, space)),
      slot,
      salt: value.slice(space + 1, second),
      text: value.slice(second + 1),
    });
  }
  return found
    .sort((a, b) => a.version - b.version || (a.slot < b.slot ? -1 : 1))
    .map(({ slot, salt, text }) => ({ slot, salt, text }));
}
