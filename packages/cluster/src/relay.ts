/**
 * A way for TCP connections that can be broken to order: it listens on a port of its own and
 * passes everything on to one address, until it is told to be silent, late or cut. It knows
 * nothing of what passes through it.
 *
 *     const relay = await Relay.open({ port: redis.port });
 *     // … connect to relay.port …
 *     relay.fault('silent');
 *     relay.heal();
 *     await relay.close();
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type FlowConditions, RelayFlow, unimpaired } from './relay-flow.ts';

/**
 * What can be wrong with the way. `in` is towards the address behind, `out` is back from it.
 *
 * - `silent`, `silent-in`, `silent-out`: nothing passes, both ways or one; connections come
 *   about and stay open, as when a cable is pulled. What was sent meanwhile arrives after it.
 * - `reset`: open connections are reset, and every new one at once.
 * - `half-close`: the answering side seems to have ended; what is sent still arrives there.
 * - `delay`: everything is this many milliseconds late, each way.
 * - `slice`: everything goes out in pieces of at most this many bytes.
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
  /** Where new connections go; those that are open stay where they are. */
  target: RelayTarget;
  readonly #server: Server;
  readonly #connections = new Set<RelayedConnection>();
  #fault: RelayFault | null = null;

  private constructor(server: Server, to: RelayTarget) {
    this.#server = server;
    this.target = to;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (client) => this.#admit(client));
  }

  /** On a free port, or the one given. */
  static async open(to: RelayTarget, port = 0): Promise<Relay> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.listen(port, loopback);
    await once(server, 'listening');
    return new Relay(server, to);
  }

  /** How many connections pass through it now. */
  get connections(): number {
    return this.#connections.size;
  }

  /** From now on, for connections that are open and new ones, instead of any fault before. */
  setFault(fault: RelayFault): void {
    this.#fault = fault;
    for (const passage of [...this.#connections]) this.#applyFault(passage);
  }

  /** Everything passes again. What was reset or half closed stays so. */
  heal(): void {
    this.#fault = null;
    for (const passage of this.#connections) this.#applyFault(passage);
  }

  /** The fault for so many milliseconds. */
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
    const passage: RelayedConnection = {
      client,
      server,
      inbound: new RelayFlow(client, server),
      outbound: new RelayFlow(server, client),
    };
    this.#connections.add(passage);
    // Who is reset passes it on; a connection that ended in order is over when both sides are.
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => resetSocket(other));
      one.on('close', () => {
        if (one.destroyed && other.destroyed) this.#connections.delete(passage);
      });
    }
    this.#applyFault(passage);
  }

  #applyFault({ client, server, inbound: inwards, outbound: outwards }: RelayedConnection): void {
    const fault = this.#fault;
    if (fault === 'reset') {
      resetSocket(client);
      resetSocket(server);
      return;
    }
    if (fault === 'half-close') client.end();
    const pace =
      typeof fault === 'object' && fault !== null ? { ...unimpaired, ...fault } : unimpaired;
    const silent = (which: RelayFault): FlowConditions =>
      fault === 'silent' || fault === which ? { ...pace, silent: true } : pace;
    inwards.setConditions(silent('silent-in'));
    outwards.setConditions(silent('silent-out'));
  }
}

/** Once it has said that it ends it can't be reset any more: Node would never let go of it. */
function resetSocket(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
