/**
 * One person of the crowd: comes in by a link as everybody does, through the client library
 * and a real socket, with the history of the connection kept. How long they were away, and
 * when they have everything, is measured here; what they say is crowd.ts.
 */
import {
  api,
  type CircleConnection,
  CookieJar,
  connect,
  type Status,
  tokenOf,
} from '@holdspace/client';
import type { CommandAnswer, PersonId, View, WireCommand } from '@holdspace/protocol';
import type { Dice } from './dice.ts';
import type { History } from './history.ts';
import { type Recorded, recorded } from './recorder.ts';

export interface Entrance {
  readonly url: string;
  readonly link: string;
  readonly name: string;
  readonly history: History;
  readonly dice: Dice;
}

export class Guest {
  readonly person: PersonId;
  readonly circle: string;
  readonly name: string;
  /** Where they come in. */
  readonly at: string;
  readonly connection: CircleConnection;
  readonly record: Recorded;
  readonly #history: History;
  readonly #asked = new Set<Promise<unknown>>();
  #status: Status = 'connecting';
  #goneSince: number | null = null;
  #longestAway = 0;
  #acknowledged = 0;

  private constructor(entrance: Entrance, circle: string, person: PersonId, cookie: string) {
    const { url, name, history, dice } = entrance;
    this.person = person;
    this.circle = circle;
    this.name = name;
    this.at = url;
    this.#history = history;
    this.record = recorded(history, name, person);
    const { open: wire } = this.record;
    this.connection = connect({ url, circle, cookie, wire, random: dice.roll });
    this.connection.subscribe(() => this.#look());
  }

  static async enter(entrance: Entrance): Promise<Guest> {
    const { url, link, name } = entrance;
    const jar = new CookieJar();
    const done = await api({ url, jar }).redeem({ token: tokenOf(link), name, agreed: true });
    if (done.kind !== 'member') throw new Error('This link leads to no circle.');
    return new Guest(entrance, done.circle, done.member as PersonId, jar.header);
  }

  get view(): View | null {
    return this.connection.getSnapshot().view;
  }
  get acknowledged(): number {
    return this.#acknowledged;
  }
  /** How many commands have no answer yet. */
  get waiting(): number {
    return this.#asked.size;
  }
  /** The longest time without a live connection since the last call, in milliseconds. */
  longestAway(): number {
    const now = this.#goneSince === null ? 0 : performance.now() - this.#goneSince;
    const longest = Math.max(this.#longestAway, now);
    this.#longestAway = 0;
    return longest;
  }

  ask(command: WireCommand): Promise<CommandAnswer> {
    const asked = this.connection.send(command).then((answer) => {
      this.#asked.delete(asked);
      if ('ok' in answer) this.#acknowledged += 1;
      return answer;
    });
    this.#asked.add(asked);
    return asked;
  }

  /** For what has to work for the run to go on. */
  async must(command: WireCommand): Promise<void> {
    const answer = await this.ask(command);
    if (!('ok' in answer)) {
      throw new Error(`${this.name}: ${command.do} came to ${JSON.stringify(answer)}.`);
    }
  }

  /** Everything asked so far is answered. */
  async answered(): Promise<void> {
    await Promise.all(this.#asked);
  }

  /** Connected, and has everything that was durable when this was called. */
  sync(deadline: number): Promise<void> {
    return this.connection.sync(deadline);
  }

  /** Writes down what the screen shows. */
  finish(): void {
    const { view, more } = this.connection.getSnapshot();
    const position = this.record.position();
    if (!view || !position) throw new Error(`${this.name} never saw the circle.`);
    const shown = this.#history.shown(view, more);
    const { name: client, person } = this;
    this.#history.add({ step: 'end', client, person, ...position, shown });
  }

  close(): void {
    this.connection.close();
  }

  #look(): void {
    const { status } = this.connection.getSnapshot();
    if (status === this.#status) return;
    const now = performance.now();
    if (status === 'away') this.#goneSince ??= now;
    if (status === 'live' && this.#goneSince !== null) {
      this.#longestAway = Math.max(this.#longestAway, now - this.#goneSince);
      this.#goneSince = null;
    }
    this.#status = status;
  }
}
