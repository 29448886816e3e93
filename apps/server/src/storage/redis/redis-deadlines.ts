/**
 * When each ledger in Redis needs a node next. An append writes the deadline of its ledger; those
 * that were written without one, by an older version, are found once, before the first question.
 */
import type { Millis } from '@holdspace/core';
import type { LedgerDeadline, LedgerId, LogHead } from '../port/store.ts';
import { gather } from './gather.ts';
import type { VisitLedgers } from './ledger-pages.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisKeys } from './redis-keys.ts';
import { scripts } from './redis-scripts.ts';

/** A score of Redis. */
export const deadlineScore = (at: Millis | null): string => (at === null ? '+inf' : String(at));

export interface RedisDeadlines {
  /** See `Store.deadlines`. */
  due(until: Millis, limit: number): Promise<readonly LedgerDeadline[]>;
  /** See `Store.setDeadline`. */
  set(ledger: LedgerId, end: LogHead, at: Millis | null): Promise<void>;
}

/** `eachPage` passes on the names of all ledgers, some at a time. */
export function createRedisDeadlines(
  connection: RedisConnection,
  keys: RedisKeys,
  eachPage: (visit: VisitLedgers) => Promise<void>,
): RedisDeadlines {
  let sets: readonly string[] | null = null;
  let listed: Promise<void> | null = null;

  /** The deadlines that are not known become 0. */
  async function list(ledgers: readonly LedgerId[]): Promise<void> {
    const bySet = Map.groupBy(ledgers, (ledger) => keys.ledger(ledger).deadlines);
    const calls = [...bySet].map(([set, group]) => {
      const heads = group.map((ledger) => keys.ledger(ledger).head);
      return connection.run(scripts.listDeadlines, [set, ...heads], group);
    });
    await Promise.all(calls);
  }

  function listOnce(): Promise<void> {
    listed ??= eachPage(list).catch((cause: unknown) => {
      listed = null;
      throw cause;
    });
    return listed;
  }

  return {
    async due(until, limit) {
      await listOnce();
      sets ??= keys.allDeadlines();
      const args = [String(until), String(limit)];
      const rows = await gather(connection, scripts.deadlines, sets, { args });
      return rows
        .map(({ cells: [ledger = '', at] }) => ({ ledger, at: Number(at) }))
        .sort((a, b) => a.at - b.at)
        .slice(0, limit);
    },
    async set(ledger, { version, mac, log }, at) {
      const { head, deadlines } = keys.ledger(ledger);
      const args = [String(version), mac, log, ledger, deadlineScore(at)];
      await connection.run(scripts.setDeadline, [head, deadlines], args);
    },
  };
}
