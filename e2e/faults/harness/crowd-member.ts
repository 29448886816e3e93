/**
 * One person of the crowd: comes in by a link as everybody does, through the client library
 * and a real socket, with the history of the connection kept. How long they were away, and
 * when they have everything, is measured here; what they say is crowd.ts.
 */
import {
  api,
  type CircleConnection,
  type ConnectionStatus,
  CookieJar,
  connect,
  linkTokenOf,
} from '@holdspace/client';
import type { CommandAnswer, PersonId, View, WireCommand } from '@holdspace/protocol';
import { type ConnectionRecorder, recordConnection } from './connection-recorder.ts';
import type { History } from './history.ts';
import type { RandomSource } from './random-source.ts';

export interface CrowdMemberOptions {
  readonly url: string;
  readonly link: string;
  readonly name: string;
  readonly history: History;
  readonly dice: RandomSource;
}

export class CrowdMember {
  readonly person: PersonId;
  readonly circle: string;
  readonly name: string;
  /** Where they come in. */
  readonly at: string;
  readonly connection: CircleConnection;
  readonly record: ConnectionRecorder;
  readonly #history: History;
  readonly #asked = new Set<Promise<unknown>>();
  #status: ConnectionStatus = 'connecting';
  #goneSince: number | null = null;
  #longestAway = 0;
  #acknowledged = 0;
  #latestAcknowledged = 0;

  private constructor(
    entrance: CrowdMemberOptions,
    circle: string,
    person: PersonId,
    cookie: string,
  ) {
    const { url, name, history, dice } = entrance;
    this.person = person;
    this.circle = circle;
    this.name = name;
    this.at = url;
    this.#history = history;
    this.record = recordConnection(history, name, person);
    const { open: wire } = this.record;
    this.connection = connect({ url, circle, cookie, openTransport: wire, random: dice.roll });
    this.connection.subscribe(() => this.#onSnapshot());
  }

  static async enter(entrance: CrowdMemberOptions): Promise<CrowdMember> {
    const { url, link, name } = entrance;
    const jar = new CookieJar();
    const done = await api({ url, jar }).redeem({ token: linkTokenOf(link), name, agreed: true });
    if (done.kind !== 'member') throw new Error('This link leads to no circle.');
    return new CrowdMember(entrance, done.circle, done.member as PersonId, jar.header);
  }

  get view(): View | null {
    return this.connection.getSnapshot().view;
  }
  get acknowledged(): number {
    return this.#acknowledged;
  }
  /** When the acknowledged command that was asked last was asked, as `performance.now()` has it. */
  get latestAcknowledged(): number {
    return this.#latestAcknowledged;
  }
  /** How many commands have no answer yet. */
  get pendingCount(): number {
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
    const at = performance.now();
    const asked = this.connection.send(command).then((answer) => {
      this.#asked.delete(asked);
      if ('ok' in answer) {
        this.#acknowledged += 1;
        this.#latestAcknowledged = Math.max(this.#latestAcknowledged, at);
      }
      return answer;
    });
    this.#asked.add(asked);
    return asked;
  }

  /** For what has to work for the run to go on. */
  async askOrFail(command: WireCommand): Promise<void> {
    const answer = await this.ask(command);
    if (!('ok' in answer)) {
      throw new Error(`${this.name}: ${command.do} was answered with ${JSON.stringify(answer)}.`);
    }
  }

  /** Everything asked so far is answered. */
  async allAnswered(): Promise<void> {
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
    const shown = this.#history.recordView(view, more);
    const { name: client, person } = this;
    this.#history.add({ step: 'end', client, person, ...position, shown });
  }

  close(): void {
    this.connection.close();
  }

  #onSnapshot(): void {
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
