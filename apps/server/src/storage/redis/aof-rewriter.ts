/**
 * Gets the bytes of destroyed words out of the append-only file, which keeps what was once
 * written until it is rewritten. Many erasures share one rewrite, never two run at once, and
 * they take a small part of the time of Redis however much is erased.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisNodeClient } from './redis-link.ts';
import { readInfo } from './server-requirements.ts';

export interface AofRewriter {
  /** There will be a rewrite that begins after this. */
  request(): void;
  /** Begins at once what was asked for, where it can be; afterwards nothing more is done. */
  close(): Promise<void>;
}

/** The pause before a rewrite is at least this, and so many times as long as the last one. */
const [leastPause, times] = [1000, 10];
const checkInterval = 100;

export function createAofRewriter(
  connection: RedisConnection,
  warn: (sentence: string) => void,
): AofRewriter {
  const closing = new AbortController();
  let asked = false;
  let working: Promise<void> | null = null;

  const rest = (time: number) =>
    pause(time, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);

  async function finished(line: RedisNodeClient): Promise<void> {
    while (!closing.signal.aborted) {
      const info = readInfo(String(await line.send(['INFO', 'persistence'])));
      const busy = ['aof_rewrite_in_progress', 'aof_rewrite_scheduled'];
      if (busy.every((name) => info.get(name) !== '1')) return;
      await rest(checkInterval);
    }
  }

  /** One that runs already began too early: it may hold what is gone by now. */
  async function begun(line: RedisNodeClient): Promise<boolean> {
    await finished(line);
    try {
      await line.send(['BGREWRITEAOF']);
      return true;
    } catch (cause) {
      // Another node was quicker.
      if (String(cause).includes('already in progress')) return false;
      throw cause;
    }
  }

  async function rewrite(): Promise<void> {
    await connection.forEachPrimary(async (line) => {
      while (!(await begun(line)) && !closing.signal.aborted) await rest(checkInterval);
    });
    await connection.forEachPrimary(finished);
  }

  async function work(): Promise<void> {
    let took = 0;
    while (asked) {
      await rest(Math.max(leastPause, took * times));
      asked = false;
      const began = performance.now();
      try {
        await rewrite();
        took = performance.now() - began;
      } catch (cause) {
        if (closing.signal.aborted) return;
        asked = true;
        if (connection.reachable) warn(`Erased words are still in the file of Redis. ${cause}`);
      }
    }
    working = null;
  }

  return {
    request() {
      asked = true;
      working ??= work();
    },
    async close() {
      closing.abort();
      await working;
    },
  };
}
