/**
 * What stands in a client for its socket: the same events and answers, over a simulated
 * connection to whichever node takes it. It keeps a record of each command and its answers.
 */

import type { OpenTransport, Transport, TransportEvents } from '@holdspace/client';
import type { CommandAnswer, Hello, PersonId } from '@holdspace/protocol';
import { pause } from './fake-clock.ts';
import type { SeededRandom } from './seeded-random.ts';
import { SimulatedConnection } from './simulated-connection.ts';
import type { SimulatedNode } from './simulated-node.ts';
import type { TraceDigest } from './trace-digest.ts';

/** What a client asked for, by its id, and every answer that came. */
export interface RecordedCommand {
  readonly id: string;
  readonly do: string;
  readonly by: PersonId;
  readonly answers: CommandAnswer[];
}

export interface SimulatedWireOptions {
  readonly person: PersonId;
  readonly random: SeededRandom;
  readonly trace: TraceDigest;
  /** By id. */
  readonly record: Map<string, RecordedCommand>;
  /** Where the next connection is let in; null when nobody takes it. */
  readonly route: () => SimulatedNode | null;
  /** What comes from the server may be changed or lost on its way, as a test wants it. */
  readonly packetFilter?: PacketFilter;
  readonly commandFilter?: CommandFilter;
}

export type CommandFilter = (command: unknown) => unknown;

type SimulatedPacketListener = (name: string, args: readonly unknown[]) => void;
/** Asked once for each connection. */
export type PacketFilter = (hear: SimulatedPacketListener) => SimulatedPacketListener;

export class SimulatedWire implements Transport {
  readonly #options: SimulatedWireOptions;
  readonly #listeners = new Map<string, (...args: never[]) => void>();
  #hello: () => Hello = () => {
    throw new Error('not opened');
  };
  #connection: SimulatedConnection | null = null;
  #connected = false;
  node: SimulatedNode | null = null;

  constructor(around: SimulatedWireOptions) {
    this.#options = around;
  }

  readonly opened: OpenTransport = ({ hello }) => {
    this.#hello = hello;
    return this;
  };

  get connection(): SimulatedConnection | null {
    return this.#connected ? this.#connection : null;
  }

  on<Name extends keyof TransportEvents>(name: Name, listener: TransportEvents[Name]): void {
    this.#listeners.set(name, listener as (...args: never[]) => void);
  }

  open(): void {
    // As a socket does: what is on its way already is not begun a second time.
    if (this.#connection) return;
    const { random, trace } = this.#options;
    const connection = new SimulatedConnection(random, trace);
    this.#connection = connection;
    this.#connect(connection).catch((error: Error) => {
      if (this.#connection !== connection) return;
      this.#connection = null;
      this.#emit('connect_error', [error]);
    });
  }

  async #connect(connection: SimulatedConnection): Promise<void> {
    const { random, person, route, packetFilter } = this.#options;
    const hear: SimulatedPacketListener = (name, args) => {
      if (name === 'connect') this.#connected = true;
      if (this.#connection === connection) this.#emit(name, args);
    };
    const receive = packetFilter?.(hear) ?? hear;
    connection.attach('client', { receive, closed: () => this.#closed(connection) });
    await pause(random.between(2, 60));
    const node = route();
    if (!node) throw new Error('xhr poll error');
    const welcome = await node.admit(person, this.#hello());
    if (this.#connection !== connection) return;
    this.node = node;
    welcome(connection);
  }

  command: Transport['command'] = (command, answer) => {
    const { record, person, commandFilter: asking } = this.#options;
    const sent = asking?.(command) ?? command;
    const { id, do: does } = sent as { id: string; do: string };
    const asked = record.get(id) ?? { id, do: does, by: person, answers: [] };
    record.set(id, asked);
    this.#connection?.send('server', 'command', sent, (answered: CommandAnswer) => {
      asked.answers.push(answered);
      answer(answered);
    });
  };
  sync: Transport['sync'] = (answer) => void this.#connection?.send('server', 'sync', answer);
  earlier: Transport['earlier'] = (before, answer) =>
    void this.#connection?.send('server', 'earlier', before, answer);
  deskEarlier: Transport['deskEarlier'] = (list, answer) =>
    void this.#connection?.send('server', 'desk-earlier', list, answer);

  sendHidden: Transport['sendHidden'] = (hidden) =>
    void this.#connection?.send('server', 'page', hidden);

  terminate(): void {
    this.disconnect();
  }

  disconnect(): void {
    const connection = this.#connection;
    if (connection && !this.#connected) this.#connection = null;
    connection?.end('client');
  }

  #closed(connection: SimulatedConnection): void {
    if (this.#connection !== connection) return;
    const was = this.#connected;
    this.#connected = false;
    this.#connection = null;
    if (was) this.#emit('disconnect', []);
    else this.#emit('connect_error', [{ message: 'websocket error' }]);
  }

  #emit(name: string, args: readonly unknown[]): void {
    this.#listeners.get(name)?.(...(args as never[]));
  }
}
