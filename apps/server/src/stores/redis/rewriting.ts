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
  /** Asks for a rewrite that begins after this; resolves when it has begun. */
  request(): Promise<void>;
  /** Begins at once what was asked for, where it can be; afterwards nothing more is done. */
  close(): Promise<void>;
}

/** The pause before a rewrite is at least this, and so many times as long as the last one. */
const [leastPause, times] = [1000, 10];
const lookEvery = 100;

export function createRewriting(connection: Connection): Rewriting {
  const closing = new AbortController();
  let waiting: Promise<void> | null = null;
  let running: Promise<void> = Promise.resolve();
  let took = 0;

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
  async function begin(): Promise<void> {
    await connection.each(async (line) => {
      await finished(line);
      await line.ask(['BGREWRITEAOF']);
    });
  }

  async function next(): Promise<void> {
    await running;
    await rest(Math.max(leastPause, took * times));
    waiting = null;
    for (;;) {
      try {
        await begin();
        break;
      } catch (cause) {
        if (closing.signal.aborted) throw cause;
        await rest(leastPause);
      }
    }
    const began = performance.now();
    running = connection.each(finished).then(
      () => {
        took = performance.now() - began;
      },
      () => undefined,
    );
  }

  return {
    request() {
      waiting ??= next();
      return waiting;
    },
    async close() {
      closing.abort();
      await waiting?.catch(() => undefined);
    },
  };
}
