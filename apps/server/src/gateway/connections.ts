/**
 * The connections of this node: each is watched from its welcome to its end, and told when
 * the server stops or loses its store. What carries it is the business of sockets.ts and
 * streams.ts.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Millis } from '@holdspace/core';
import type { Watcher } from '../live/audience.ts';
import type { Asker, Guest } from './admission.ts';
import { Conversation, type ConversationParts } from './conversation.ts';
import { type Line, Packet } from './line.ts';

export interface Connected {
  readonly watcher: Watcher<Line>;
  readonly conversation: Conversation;
  /** The connection has ended. */
  gone(): void;
}

export class Connections {
  readonly #lines = new Set<Line>();
  readonly #parts: Omit<ConversationParts<Line>, 'circle' | 'who' | 'isGone'>;

  constructor(parts: Omit<ConversationParts<Line>, 'circle' | 'who' | 'isGone'>) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#lines.size;
  }

  /** How many are carried so. */
  by(via: Line['via']): number {
    let count = 0;
    for (const line of this.#lines) if (line.via === via) count++;
    return count;
  }

  /** What this person asks, by a connection or without one. */
  converse(
    { circle, person, session }: Asker,
    device: string,
    isGone: () => boolean,
  ): Conversation {
    return new Conversation({
      ...this.#parts,
      ...{ circle, isGone, who: { person, session, device } },
    });
  }

  welcome(guest: Guest, line: Line): Connected {
    const { circle, person, session, browser, hello } = guest;
    const { device, byItem = false, log, at, hidden } = hello;
    const had = log !== undefined && at !== undefined ? { log, at } : null;
    const watcher = circle.watch({ person, session, device, browser, line, byItem }, had, hidden);
    this.#lines.add(line);
    const over = endAt(circle.endOf(session) - this.#parts.now(), line);
    return {
      watcher,
      conversation: this.converse(guest, device, () => !line.connected),
      gone: () => {
        clearTimeout(over);
        this.#lines.delete(line);
        circle.unwatch(watcher);
      },
    };
  }

  holding(holding: boolean): void {
    const packet = new Packet('holding', holding) as Packet;
    for (const line of this.#lines) line.send(packet);
  }

  /** Everybody is to come back, spread over so many milliseconds. */
  drain(spread: Millis): void {
    for (const line of this.#lines) {
      line.send(new Packet('draining', spread > 0 ? randomInt(spread) : 0) as Packet);
    }
  }

  /** Answers when all have gone, or at `until` (performance.now). */
  async empty(until: number): Promise<void> {
    while (this.#lines.size > 0 && performance.now() < until) await pause(20);
  }

  close(): void {
    for (const line of [...this.#lines]) line.close();
  }
}

/** The longest time that a timer takes. */
const longestTimer: Millis = 2 ** 31 - 1;

/** A session ends by its time too. */
const endAt = (wait: Millis, line: Line): NodeJS.Timeout =>
  setTimeout(() => line.close(), Math.min(Math.max(wait, 0), longestTimer)).unref();
