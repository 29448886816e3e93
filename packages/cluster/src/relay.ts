/**
 * A TCP relay with faults: it listens on a port of its own, forwards all bytes to one address,
 * and can delay, drop or reset its connections. It does not read what it forwards.
 *
 *     const relay = await Relay.open({ port: redis.port });
 *     // … connect to relay.port …
 *     relay.setFault('silent');
 *     relay.heal();
 *     await relay.close();
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type FlowConditions, RelayFlow, unimpaired } from './relay-flow.ts';

/**
 * A fault of the relay. `in` is the direction to the target, `out` the direction back.
 *
 * - `silent`, `silent-in`, `silent-out`: no bytes pass, in both directions or in one; connections
 *   open and stay open, as with an unplugged cable. Bytes sent meanwhile arrive afterwards.
 * - `reset`: open connections are reset, and each new one at once.
 * - `half-close`: the client sees the end of the stream; its own bytes still arrive.
 * - `delay`: all bytes are late by this number of milliseconds, in each direction.
 * - `slice`: bytes go out in pieces of at most this size.
 */
export type RelayFault =
  | 'silent'
  | 'silent-in'
  | 'silent-out'
  | 'reset'
  | 'half-close'
  | { readonly delay: number }
  | { readonly slice: number };

export interface RelayTarget {
  readonly host?: string;
  readonly port: number;
}

interface RelayedConnection {
  readonly client: Socket;
  readonly server: Socket;
  readonly inbound: RelayFlow;
  readonly outbound: RelayFlow;
}

const loopback = '127.0.0.1';

export class Relay {
  readonly host = loopback;
  readonly port: number;
  /** The address of new connections; open connections keep theirs. */
  target: RelayTarget;
  readonly #server: Server;
  readonly #connections = new Set<RelayedConnection>();
  #fault: RelayFault | null = null;

  private constructor(server: Server, target: RelayTarget) {
    this.#server = server;
    this.target = target;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (client) => this.#admit(client));
  }

  /** Listens on `port`; 0, the default, takes a free port. */
  static async open(target: RelayTarget, port = 0): Promise<Relay> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.listen(port, loopback);
    await once(server, 'listening');
    return new Relay(server, target);
  }

  /** The number of open connections. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Replaces the current fault, for open and for new connections. */
  setFault(fault: RelayFault): void {
    this.#fault = fault;
    for (const relayed of [...this.#connections]) this.#applyFault(relayed);
  }

  /** Removes the fault. Connections that were reset or half closed stay so. */
  heal(): void {
    this.#fault = null;
    for (const relayed of this.#connections) this.#applyFault(relayed);
  }

  /** Sets the fault, and removes it after `time` milliseconds. */
  async during(fault: RelayFault, time: number): Promise<void> {
    this.setFault(fault);
    await pause(time);
    this.heal();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const { client, server } of this.#connections) {
      client.destroy();
      server.destroy();
    }
    await closed;
  }

  #admit(client: Socket): void {
    client.on('error', () => {});
    if (this.#fault === 'reset') {
      resetSocket(client);
      return;
    }
    const { host = loopback, port } = this.target;
    const server = connect({ host, port, allowHalfOpen: true, noDelay: true });
    const relayed: RelayedConnection = {
      client,
      server,
      inbound: new RelayFlow(client, server),
      outbound: new RelayFlow(server, client),
    };
    this.#connections.add(relayed);
    // A reset is passed on; a connection that ended in order is over when both sides have ended.
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => resetSocket(other));
      one.on('close', () => {
        if (one.destroyed && other.destroyed) this.#connections.delete(relayed);
      });
    }
    this.#applyFault(relayed);
  }

  #applyFault({ client, server, inbound, outbound }: RelayedConnection): void {
    const fault = this.#fault;
    if (fault === 'reset') {
      resetSocket(client);
      resetSocket(server);
      return;
    }
    if (fault === 'half-close') client.end();
    const conditions =
      typeof fault === 'object' && fault !== null ? { ...unimpaired, ...fault } : unimpaired;
    const silent = (which: RelayFault): FlowConditions =>
      fault === 'silent' || fault === which ? { ...conditions, silent: true } : conditions;
    inbound.setConditions(silent('silent-in'));
    outbound.setConditions(silent('silent-out'));
  }
}

/** Node cannot reset a socket after end(): it would never emit `close`. */
function resetSocket(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
