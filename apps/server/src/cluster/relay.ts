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
import { atOnce, Flow, type Pace } from './relay-flow.ts';

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

export interface Address {
  readonly host?: string;
  readonly port: number;
}

interface Passage {
  readonly client: Socket;
  readonly server: Socket;
  readonly inwards: Flow;
  readonly outwards: Flow;
}

const loopback = '127.0.0.1';

export class Relay {
  readonly host = loopback;
  readonly port: number;
  /** Where new connections go; those that are open stay where they are. */
  to: Address;
  readonly #server: Server;
  readonly #passages = new Set<Passage>();
  #fault: RelayFault | null = null;

  private constructor(server: Server, to: Address) {
    this.#server = server;
    this.to = to;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (client) => this.#admit(client));
  }

  /** On a free port, or the one given. */
  static async open(to: Address, port = 0): Promise<Relay> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.listen(port, loopback);
    await once(server, 'listening');
    return new Relay(server, to);
  }

  /** How many connections pass through it now. */
  get connections(): number {
    return this.#passages.size;
  }

  /** From now on, for connections that are open and new ones, instead of any fault before. */
  fault(fault: RelayFault): void {
    this.#fault = fault;
    for (const passage of [...this.#passages]) this.#apply(passage);
  }

  /** Everything passes again. What was reset or half closed stays so. */
  heal(): void {
    this.#fault = null;
    for (const passage of this.#passages) this.#apply(passage);
  }

  /** The fault for so many milliseconds. */
  async during(fault: RelayFault, time: number): Promise<void> {
    this.fault(fault);
    await pause(time);
    this.heal();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const { client, server } of this.#passages) {
      client.destroy();
      server.destroy();
    }
    await closed;
  }

  #admit(client: Socket): void {
    client.on('error', () => {});
    if (this.#fault === 'reset') {
      reset(client);
      return;
    }
    const { host = loopback, port } = this.to;
    const server = connect({ host, port, allowHalfOpen: true, noDelay: true });
    const passage: Passage = {
      client,
      server,
      inwards: new Flow(client, server),
      outwards: new Flow(server, client),
    };
    this.#passages.add(passage);
    // Who is reset passes it on; a connection that ended in order is over when both sides are.
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => reset(other));
      one.on('close', () => {
        if (one.destroyed && other.destroyed) this.#passages.delete(passage);
      });
    }
    this.#apply(passage);
  }

  #apply({ client, server, inwards, outwards }: Passage): void {
    const fault = this.#fault;
    if (fault === 'reset') {
      reset(client);
      reset(server);
      return;
    }
    if (fault === 'half-close') client.end();
    const pace = typeof fault === 'object' && fault !== null ? { ...atOnce, ...fault } : atOnce;
    const silent = (which: RelayFault): Pace =>
      fault === 'silent' || fault === which ? { ...pace, silent: true } : pace;
    inwards.set(silent('silent-in'));
    outwards.set(silent('silent-out'));
  }
}

/** Once it has said that it ends it can't be reset any more: Node would never let go of it. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
