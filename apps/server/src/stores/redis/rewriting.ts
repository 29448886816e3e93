/**
 * Gets the bytes of destroyed words out of the append-only file, which keeps what was once
 * written until it is rewritten. Many erasures share one rewrite, never two run at once, and
 * they take a small part of the time of Redis however much is erased.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { readInfo } from './asserts.ts';
import type { Connection } from './connection.ts';
import type { Line } from './link.ts';

export interface Rewriting {
  /** There will be a rewrite that begins after this. */
  request(): void;
  /** Begins at once what was asked for, where it can be; afterwards nothing more is done. */
  close(): Promise<void>;
}

/** The pause before a rewrite is at least this, and so many times as long as the last one. */
const [leastPause, times] = [1000, 10];
const lookEvery = 100;

export function createRewriting(
  connection: Connection,
  warn: (sentence: string) => void,
): Rewriting {
  const closing = new AbortController();
  let asked = false;
  let working: Promise<void> | null = null;

  const rest = (time: number) =>
    pause(time, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);

  async function finished(line: Line): Promise<void> {
    while (!closing.signal.aborted) {
      const info = readInfo(String(await line.ask(['INFO', 'persistence'])));
      const busy = ['aof_rewrite_in_progress', 'aof_rewrite_scheduled'];
      if (busy.every((name) => info.get(name) !== '1')) return;
      await rest(lookEvery);
    }
  }

  /** One that runs already began too early: it may hold what is gone by now. */
  async function begun(line: Line): Promise<boolean> {
    await finished(line);
    try {
      await line.ask(['BGREWRITEAOF']);
      return true;
    } catch (cause) {
      // Another node was quicker.
      if (String(cause).includes('already in progress')) return false;
      throw cause;
    }
  }

  async function rewrite(): Promise<void> {
    await connection.each(async (line) => {
      while (!(await begun(line)) && !closing.signal.aborted) await rest(lookEvery);
    });
    await connection.each(finished);
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
