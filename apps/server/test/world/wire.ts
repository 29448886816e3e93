/**
 * What stands in a client for its socket: the same events and answers, over a simulated
 * connection to whichever node takes it. It keeps a record of each command and its answers.
 */

import type { OpenWire, Wire, WireEvents } from '@holdspace/client';
import type { CommandAnswer, Hello, PersonId } from '@holdspace/protocol';
import type { Chance } from './chance.ts';
import { pause } from './clock.ts';
import { Connection } from './connection.ts';
import type { Node } from './node.ts';

/** What a client asked for, by its id, and every answer that came. */
export interface Asked {
  readonly id: string;
  readonly do: string;
  readonly by: PersonId;
  readonly answers: CommandAnswer[];
}

export interface Surroundings {
  readonly person: PersonId;
  readonly chance: Chance;
  /** By id. */
  readonly record: Map<string, Asked>;
  /** Where the next connection is let in; null when nobody takes it. */
  readonly route: () => Node | null;
  /** What comes from the server may be changed or lost on its way, as a test wants it. */
  readonly hearing?: Hearing;
  readonly asking?: Asking;
}

export type Asking = (command: unknown) => unknown;

type Hear = (name: string, args: readonly unknown[]) => void;
/** Asked once for each connection. */
export type Hearing = (hear: Hear) => Hear;

export class SimulatedWire implements Wire {
  readonly #around: Surroundings;
  readonly #listeners = new Map<string, (...heard: never[]) => void>();
  #hello: () => Hello = () => {
    throw new Error('not opened');
  };
  #connection: Connection | null = null;
  #connected = false;
  node: Node | null = null;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  readonly opened: OpenWire = ({ hello }) => {
    this.#hello = hello;
    return this;
  };

  get connection(): Connection | null {
    return this.#connected ? this.#connection : null;
  }

  on<Name extends keyof WireEvents>(name: Name, listener: WireEvents[Name]): void {
    this.#listeners.set(name, listener as (...heard: never[]) => void);
  }

  open(): void {
    // As a socket does: what is on its way already is not begun a second time.
    if (this.#connection) return;
    const connection = new Connection(this.#around.chance);
    this.#connection = connection;
    this.#connect(connection).catch((error: Error) => {
      if (this.#connection !== connection) return;
      this.#connection = null;
      this.#tell('connect_error', [error]);
    });
  }

  async #connect(connection: Connection): Promise<void> {
    const { chance, person, route, hearing } = this.#around;
    const hear: Hear = (name, args) => {
      if (name === 'connect') this.#connected = true;
      if (this.#connection === connection) this.#tell(name, args);
    };
    const heard = hearing?.(hear) ?? hear;
    connection.attach('client', { heard, gone: () => this.#gone(connection) });
    await pause(chance.between(2, 60));
    const node = route();
    if (!node) throw new Error('xhr poll error');
    const welcome = await node.admit(person, this.#hello());
    if (this.#connection !== connection) return;
    this.node = node;
    welcome(connection);
  }

  command: Wire['command'] = (command, answer) => {
    const { record, person, asking } = this.#around;
    const sent = asking?.(command) ?? command;
    const { id, do: does } = sent as { id: string; do: string };
    const asked = record.get(id) ?? { id, do: does, by: person, answers: [] };
    record.set(id, asked);
    this.#connection?.send('server', 'command', sent, (answered: CommandAnswer) => {
      asked.answers.push(answered);
      answer(answered);
    });
  };
  sync: Wire['sync'] = (answer) => void this.#connection?.send('server', 'sync', answer);
  earlier: Wire['earlier'] = (before, answer) =>
    void this.#connection?.send('server', 'earlier', before, answer);
  deskEarlier: Wire['deskEarlier'] = (list, answer) =>
    void this.#connection?.send('server', 'desk-earlier', list, answer);

  page: Wire['page'] = (hidden) => void this.#connection?.send('server', 'page', hidden);

  cut(): void {
    this.leave();
  }

  leave(): void {
    const connection = this.#connection;
    if (connection && !this.#connected) this.#connection = null;
    connection?.end('client');
  }

  #gone(connection: Connection): void {
    if (this.#connection !== connection) return;
    const was = this.#connected;
    this.#connected = false;
    this.#connection = null;
    if (was) this.#tell('disconnect', []);
    else this.#tell('connect_error', [{ message: 'websocket error' }]);
  }

  #tell(name: string, args: readonly unknown[]): void {
    this.#listeners.get(name)?.(...(args as never[]));
  }
}
