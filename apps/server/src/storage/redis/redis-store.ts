/**
 * The ledgers in Redis, where any number of nodes share them: each step a script that nothing
 * comes between, durable when it is answered as HOLDSPACE_REDIS_FSYNC promises. It keeps the
 * port and knows neither connections (redis-connection.ts) nor Lua (redis-scripts.ts).
 */
import { randomBytes } from 'node:crypto';
import type { Millis, Slot } from '@holdspace/core';
import { commandRetention } from '../chain/commit-codec.ts';
import { padText, unpadText } from '../port/aside-padding.ts';
import type {
  AppendRequest,
  AppendResult,
  AsideText,
  LedgerId,
  LedgerOpening,
  LedgerReading,
  LedgerSnapshot,
  LogHead,
  ProcessedCommand,
  SaltedWords,
  SavedSummary,
  Store,
  SummaryReading,
} from '../port/store.ts';
import { emptyHead, StoreFault } from '../port/store.ts';
import { readRedisAddress } from './address.ts';
import { createAofRewriter } from './aof-rewriter.ts';
import { gather } from './gather.ts';
import { type VisitLedgers, visitLedgers } from './ledger-pages.ts';
import { createRedisClock } from './redis-clock.ts';
import { RedisConnection } from './redis-connection.ts';
import { createRedisDeadlines, deadlineScore } from './redis-deadlines.ts';
import { createRedisKeys } from './redis-keys.ts';
import { readCommands, readWords, toReading, toSummaryReading } from './redis-replies.ts';
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
  /** Ahead of the clock of Redis by this; 0 when absent. */
  readonly clockAhead?: Millis;
  /** Receives sentences for the operator. */
  readonly warn?: (sentence: string) => void;
}

/** Rejects with a StoreFault: not to be reached in time, or not set as it must be. */
export async function openRedisStore(options: RedisStoreOptions): Promise<Store> {
  const {
    url,
    fsync = 'always',
    prefix = 'holdspace',
    patience = 10_000,
    clockAhead = 0,
  } = options;
  const address = readRedisAddress(url);
  if (!address) throw new StoreFault('HOLDSPACE_STORE is no address of a Redis.');
  const clock = createRedisClock();
  const warn = options.warn ?? (() => undefined);
  const connection = new RedisConnection({ address, fsync, clock, warn });
  await connection.open(patience);
  const now = options.now ?? (() => clock.now() + clockAhead);
  return createRedisStore({ connection, prefix, warn, ...address, now });
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
  const keys = createRedisKeys(prefix, cluster);
  const rewriting = createAofRewriter(connection, warn);
  const shared = createRedisSharedStore(connection, keys, now);
  const deadlines = createRedisDeadlines(connection, keys, eachPage);

  async function append(append: AppendRequest): Promise<AppendResult> {
    const { ledger, log, previous, command, entry, words, erases, takes } = append;
    const { wordsUntil, nextDeadline } = append;
    if (entry.version !== previous.version + 1) {
      throw new StoreFault(`Commit ${entry.version} cannot follow commit ${previous.version}.`);
    }
    const at = keys.ledger(ledger);
    const [done, first, second] = (await connection.run(
      scripts.append,
      [
        ...[at.log, at.head, at.words, currentCommandsKey(at.done, now()), at.news, at.aside],
        at.deadlines,
      ],
      [
        ...[String(now()), log ?? '*', String(previous.version), previous.mac],
        ...[String(entry.version), entry.mac, entry.body, command?.digest ?? ''],
        ...[wordsUntil === null ? '' : String(wordsUntil), previous.version === 0 ? newLog() : ''],
        JSON.stringify(words),
        ...[String(command?.until ?? 0), takes.join(','), ledger, deadlineScore(nextDeadline)],
        ...[String(erases.length), ...erases],
        ...words.flatMap(({ slot, salt, text }) => [slot, `${entry.version} ${salt} ${text}`]),
      ],
    )) as readonly [number, string, string | number];
    if (done === 0) return { conflict: { version: Number(first), mac: String(second) } };
    if (Number(second) > 0) rewriting.request();
    return { ok: true, log: first };
  }

  async function read(ledger: LedgerId, after: number, upTo?: number): Promise<LedgerReading> {
    const at = keys.ledger(ledger);
    const args = [String(now()), String(after), upTo === undefined ? '' : String(upTo)];
    const reply = await connection.run(scripts.read, [at.log, at.head, at.words, ...at.done], args);
    const { snapshot: _, ...reading } = toReading(reply);
    return reading;
  }

  async function open(ledger: LedgerId): Promise<LedgerOpening> {
    const at = keys.ledger(ledger);
    const all = [at.log, at.head, at.words, ...at.done, at.snapshot];
    return toReading(await connection.run(scripts.read, all, [String(now()), '0', '']));
  }

  async function commands(ledger: LedgerId, upTo: number): Promise<readonly ProcessedCommand[]> {
    const { done } = keys.ledger(ledger);
    const found = await connection.run(scripts.commands, done, [String(now()), String(upTo)]);
    return readCommands(found as readonly string[]);
  }

  async function saveSnapshot(
    ledger: LedgerId,
    kept: LedgerSnapshot,
    slots: readonly Slot[],
  ): Promise<void> {
    const { head, snapshot } = keys.ledger(ledger);
    const args = [kept.log, String(kept.version), kept.mac, kept.body, slots.join('\n')];
    await connection.run(scripts.saveSnapshot, [head, snapshot], args);
  }

  async function saveSummaries(group: readonly SavedSummary[]): Promise<void> {
    await inBatches(group, ({ ledger, summary: kept, slots }) => {
      const { head, summary } = keys.ledger(ledger);
      const args = [kept.log, String(kept.version), kept.mac, kept.body, slots.join('\n')];
      return connection.run(scripts.saveSnapshot, [head, summary], args);
    });
  }

  async function summaries(
    ledgers: readonly LedgerId[],
  ): Promise<ReadonlyMap<LedgerId, SummaryReading>> {
    const read = async (ledger: LedgerId) => {
      const { head, words, summary } = keys.ledger(ledger);
      const reply = await connection.run(scripts.summary, [head, words, summary], [String(now())]);
      return [ledger, toSummaryReading(reply)] as const;
    };
    return new Map(await inBatches(ledgers, read));
  }

  async function wordsOf(
    ledger: LedgerId,
    slots: readonly Slot[],
  ): Promise<readonly SaltedWords[]> {
    const { head, words } = keys.ledger(ledger);
    const found = await connection.run(scripts.wordsOf, [head, words], [String(now()), ...slots]);
    return readWords(found as readonly string[]);
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
    const ends = new Map<LedgerId, LogHead>(
      ledgers.map((each) => [each, { ...emptyHead, log: '' }]),
    );
    const all = ledgers.map((ledger) => keys.ledger(ledger).head);
    // A cluster has no moment of all its shards.
    const rows = await gather(connection, scripts.heads, all, { atOnce: !cluster });
    for (const { key, cells } of rows) {
      const [log = '', version, mac = ''] = cells;
      ends.set(keys.ledgerOf(key), { log, version: Number(version), mac });
    }
    return ends;
  }

  function eachPage(visit: VisitLedgers): Promise<void> {
    return visitLedgers(connection, keys, cluster, visit);
  }

  async function ledgers(): Promise<readonly LedgerId[]> {
    const found = new Set<LedgerId>();
    await eachPage(async (page) => {
      for (const ledger of page) found.add(ledger);
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
    open,
    commands,
    saveSnapshot,
    saveSummaries,
    summaries,
    wordsOf,
    deadlines: deadlines.due,
    setDeadline: deadlines.set,
    setAside,
    aside,
    heads,
    async renewLog(ledger, { version, mac, log }) {
      const args = [String(version), mac, log, newLog()];
      const { head, snapshot, summary } = keys.ledger(ledger);
      await connection.run(scripts.renew, [head, snapshot, summary], args);
    },
    async replaceEntries(ledger, { version, mac, log }, entries) {
      const at = keys.ledger(ledger);
      const args = [String(version), mac, log, newLog(), entries.at(-1)?.mac ?? ''];
      const all = entries.flatMap((each) => [`${each.version}-0`, each.mac, each.body]);
      const parts = [at.head, at.log, at.snapshot, at.summary];
      const done = await connection.run(scripts.replace, parts, [...args, ...all]);
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
