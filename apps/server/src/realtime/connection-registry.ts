/**
 * The connections of this node: each is watched from its welcome to its end, and told when
 * the server stops or loses its store. What carries it is the business of sockets.ts and
 * streams.ts.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Millis } from '@holdspace/core';
import type { Subscription } from '../projection/broadcaster.ts';
import { type ClientSocket, Packet } from './client-socket.ts';
import type { AdmittedClient, Requester } from './connection-admission.ts';
import { SocketHandler, type SocketHandlerOptions } from './socket-handler.ts';

export interface ClientConnection {
  readonly watcher: Subscription<ClientSocket>;
  readonly conversation: SocketHandler;
  /** The connection has ended. */
  closed(): void;
}

export class ConnectionRegistry {
  readonly #sockets = new Set<ClientSocket>();
  readonly #handlerOptions: Omit<SocketHandlerOptions<ClientSocket>, 'circle' | 'who' | 'isGone'>;

  constructor(parts: Omit<SocketHandlerOptions<ClientSocket>, 'circle' | 'who' | 'isGone'>) {
    this.#handlerOptions = parts;
  }

  get count(): number {
    return this.#sockets.size;
  }

  /** How many are carried so. */
  countBy(via: ClientSocket['via']): number {
    let count = 0;
    for (const line of this.#sockets) if (line.via === via) count++;
    return count;
  }

  /** What this person asks, by a connection or without one. */
  createHandler(
    { circle, person, session }: Requester,
    device: string,
    isGone: () => boolean,
  ): SocketHandler {
    return new SocketHandler({
      ...this.#handlerOptions,
      ...{ circle, isGone, who: { person, session, device } },
    });
  }

  register(guest: AdmittedClient, line: ClientSocket): ClientConnection {
    const { circle, person, session, browser, hello } = guest;
    const { device, byItem = false, log, at, hidden } = hello;
    const had = log !== undefined && at !== undefined ? { log, at } : null;
    const watcher = circle.subscribe(
      { person, session, device, browser, line, byItem },
      had,
      hidden,
    );
    this.#sockets.add(line);
    const over = closeAfter(circle.sessionEnd(session) - this.#handlerOptions.now(), line);
    return {
      watcher,
      conversation: this.createHandler(guest, device, () => !line.connected),
      closed: () => {
        clearTimeout(over);
        this.#sockets.delete(line);
        circle.unsubscribe(watcher);
      },
    };
  }

  announceHolding(holding: boolean): void {
    const packet = new Packet('holding', holding) as Packet;
    for (const line of this.#sockets) line.send(packet);
  }

  /** Everybody is to come back, spread over so many milliseconds. */
  drain(spread: Millis): void {
    for (const line of this.#sockets) {
      line.send(new Packet('draining', spread > 0 ? randomInt(spread) : 0) as Packet);
    }
  }

  /** Answers when all have gone, or at `until` (performance.now). */
  async waitUntilEmpty(until: number): Promise<void> {
    while (this.#sockets.size > 0 && performance.now() < until) await pause(20);
  }

  close(): void {
    for (const line of [...this.#sockets]) line.close();
  }
}

/** The longest time that a timer takes. */
const longestTimer: Millis = 2 ** 31 - 1;

/** A session ends by its time too. */
const closeAfter = (wait: Millis, line: ClientSocket): NodeJS.Timeout =>
  setTimeout(() => line.close(), Math.min(Math.max(wait, 0), longestTimer)).unref();
