/**
 * The open connections of this node, of every transport. It subscribes each to its circle, and
 * sends to all when the server stops or loses its store. The transports are socket-server.ts and
 * stream-server.ts.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Millis } from '@holdspace/core';
import type { CircleRuntime } from '../circles/circle-runtime.ts';
import type { Subscription } from '../projection/subscription.ts';
import { type ClientSocket, Packet } from './client-socket.ts';
import type { AdmittedClient, Requester } from './connection-admission.ts';
import { SessionExpiry } from './session-expiry.ts';
import { SocketHandler, type SocketHandlerParts, type WaitingClient } from './socket-handler.ts';

/** One open connection. There are thousands: it holds no closure and no timer. */
export class ClientConnection {
  readonly subscription: Subscription<ClientSocket>;
  readonly handler: SocketHandler;
  readonly #circle: CircleRuntime<ClientSocket>;
  readonly #registry: ConnectionRegistry;

  constructor(
    registry: ConnectionRegistry,
    circle: CircleRuntime<ClientSocket>,
    subscription: Subscription<ClientSocket>,
    handler: SocketHandler,
  ) {
    this.#registry = registry;
    this.#circle = circle;
    this.subscription = subscription;
    this.handler = handler;
  }

  /** When its session expires, in epoch ms. */
  get sessionEnd(): Millis {
    return this.#circle.sessionEnd(this.subscription.session);
  }

  /** Call it when the connection has ended. */
  closed(): void {
    this.#registry.forget(this);
    this.#circle.unsubscribe(this.subscription);
  }
}

export class ConnectionRegistry {
  readonly #connections = new Set<ClientConnection>();
  readonly #parts: SocketHandlerParts;
  readonly #expiry: SessionExpiry;

  constructor(parts: SocketHandlerParts) {
    this.#parts = parts;
    this.#expiry = new SessionExpiry(this.#connections, parts.now);
  }

  get count(): number {
    return this.#connections.size;
  }

  /** The number of connections over this transport. */
  countBy(via: ClientSocket['via']): number {
    let count = 0;
    for (const socket of this.#sockets()) if (socket.via === via) count++;
    return count;
  }

  /** A handler for the requests of this person, with or without a connection of this node. */
  createHandler(
    { circle, person, session }: Requester,
    device: string,
    client: WaitingClient,
  ): SocketHandler {
    return new SocketHandler(this.#parts, circle, { person, session, device }, client);
  }

  register(client: AdmittedClient, socket: ClientSocket): ClientConnection {
    const { circle, person, session, browser, hello } = client;
    const { device, byItem = false, differences = false, log, at, hidden } = hello;
    const resumeFrom = log !== undefined && at !== undefined ? { log, at } : null;
    const reads = { byItem, differences };
    const subscriber = { person, session, device, browser, line: socket, ...reads };
    const subscription = circle.subscribe(subscriber, resumeFrom, hidden);
    const handler = new SocketHandler(this.#parts, circle, subscription, socket);
    const connection = new ClientConnection(this, circle, subscription, handler);
    this.#connections.add(connection);
    this.#expiry.watch(connection);
    return connection;
  }

  /** Call it when the connection has ended. */
  forget(connection: ClientConnection): void {
    this.#connections.delete(connection);
  }

  announceHolding(holding: boolean): void {
    const packet = new Packet('holding', holding) as Packet;
    for (const socket of this.#sockets()) socket.send(packet);
  }

  /** Asks all clients to reconnect, each after a random part of `spread` milliseconds. */
  drain(spread: Millis): void {
    for (const socket of this.#sockets()) {
      socket.send(new Packet('draining', spread > 0 ? randomInt(spread) : 0) as Packet);
    }
  }

  /** Answers when all connections are closed, or at `until` (performance.now). */
  async waitUntilEmpty(until: number): Promise<void> {
    while (this.#connections.size > 0 && performance.now() < until) await pause(20);
  }

  close(): void {
    this.#expiry.close();
    for (const socket of [...this.#sockets()]) socket.close();
  }

  *#sockets(): Iterable<ClientSocket> {
    for (const { subscription } of this.#connections) yield subscription.line;
  }
}
