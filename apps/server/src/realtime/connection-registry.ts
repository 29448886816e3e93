/**
 * The open connections of this node, of every transport. It subscribes each to its circle, and
 * sends to all when the server stops or loses its store. The transports are socket-server.ts and
 * stream-server.ts.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Millis } from '@holdspace/core';
import type { Subscription } from '../projection/subscription.ts';
import { type ClientSocket, Packet } from './client-socket.ts';
import type { AdmittedClient, Requester } from './connection-admission.ts';
import { SocketHandler, type SocketHandlerOptions } from './socket-handler.ts';

export interface ClientConnection {
  readonly subscription: Subscription<ClientSocket>;
  readonly handler: SocketHandler;
  /** Call it when the connection has ended. */
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

  /** The number of connections over this transport. */
  countBy(via: ClientSocket['via']): number {
    let count = 0;
    for (const socket of this.#sockets) if (socket.via === via) count++;
    return count;
  }

  /** A handler for the requests of this person, with or without a connection of this node. */
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

  register(client: AdmittedClient, socket: ClientSocket): ClientConnection {
    const { circle, person, session, browser, hello } = client;
    const { device, byItem = false, differences = false, log, at, hidden } = hello;
    const resumeFrom = log !== undefined && at !== undefined ? { log, at } : null;
    const reads = { byItem, differences };
    const subscriber = { person, session, device, browser, line: socket, ...reads };
    const subscription = circle.subscribe(subscriber, resumeFrom, hidden);
    this.#sockets.add(socket);
    const expiry = closeAfter(circle.sessionEnd(session) - this.#handlerOptions.now(), socket);
    return {
      subscription,
      handler: this.createHandler(client, device, () => !socket.connected),
      closed: () => {
        clearTimeout(expiry);
        this.#sockets.delete(socket);
        circle.unsubscribe(subscription);
      },
    };
  }

  announceHolding(holding: boolean): void {
    const packet = new Packet('holding', holding) as Packet;
    for (const socket of this.#sockets) socket.send(packet);
  }

  /** Asks all clients to reconnect, each after a random part of `spread` milliseconds. */
  drain(spread: Millis): void {
    for (const socket of this.#sockets) {
      socket.send(new Packet('draining', spread > 0 ? randomInt(spread) : 0) as Packet);
    }
  }

  /** Answers when all connections are closed, or at `until` (performance.now). */
  async waitUntilEmpty(until: number): Promise<void> {
    while (this.#sockets.size > 0 && performance.now() < until) await pause(20);
  }

  close(): void {
    for (const socket of [...this.#sockets]) socket.close();
  }
}

/** The longest delay of a timer of Node. */
const longestTimer: Millis = 2 ** 31 - 1;

/** Closes the connection when its session expires. */
const closeAfter = (wait: Millis, socket: ClientSocket): NodeJS.Timeout =>
  setTimeout(() => socket.close(), Math.min(Math.max(wait, 0), longestTimer)).unref();
