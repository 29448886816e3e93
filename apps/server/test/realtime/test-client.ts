/**
 * A connection of a test, over a WebSocket or plain HTTPS. The client's own fold is in it: what a test
 * looks at is what a screen would show.
 */
import {
  type ClientState,
  foldChanges,
  foldConnected,
  foldEarlier,
  foldPeople,
  foldPrivate,
  stateFromSnapshot,
  viewFromState,
} from '@holdspace/client';
import type { PersonId } from '@holdspace/core';
import type {
  CommandAnswer,
  EarlierPage,
  Hello,
  ServerToClient,
  Snapshot,
  View,
  WireCommand,
} from '@holdspace/protocol';
import { io } from 'socket.io-client';
import { expect, onTestFinished } from 'vitest';
import { HttpsSocket, type TestSocket } from './https-socket.ts';
import { circleId, member } from './seeded-circle.ts';

export interface ConnectClientOptions {
  readonly circle?: string;
  readonly device?: string;
  readonly cookie?: string | null;
  readonly origin?: string | null;
  readonly hello?: Partial<Hello>;
  /** Over plain HTTPS: the node that what they ask comes to; else the one of the stream. */
  readonly commandsTo?: string;
  /** What was had before: asks for what was missed. */
  readonly resumeState?: ClientState;
}

let carrier: 'websocket' | 'https' = 'websocket';
/** From now on everyone of this file connects over plain HTTPS. */
export const connectOverHttps = () => {
  carrier = 'https';
};

let lastCommandNumber = 0;
export const nextCommandId = () => `command-${++lastCommandNumber}`;

/** A connection with everything it received, and the view as a screen would fold it. */
export class TestClient {
  readonly received: [name: keyof ServerToClient, packet: unknown][] = [];
  readonly socket: TestSocket;
  readonly person: PersonId;
  readonly device: string;
  state: ClientState | null;

  constructor(socket: TestSocket, person: PersonId, device: string, had: ClientState | null) {
    this.socket = socket;
    this.person = person;
    this.device = device;
    this.state = had;
    const hear = <Name extends keyof ServerToClient>(
      name: Name,
      fold: (state: ClientState, packet: Parameters<ServerToClient[Name]>[0]) => ClientState,
    ) =>
      socket.on(name as string, (packet) => {
        this.received.push([name, structuredClone(packet)]);
        if (!this.state && name !== 'snapshot') throw new Error(`${name} came before a snapshot.`);
        this.state = fold(this.state as ClientState, packet);
      });
    hear('snapshot', (_, snapshot) => stateFromSnapshot(snapshot));
    hear('changes', (state, changes) => {
      const folded = foldChanges(state, changes);
      if (folded === 'gap') throw new Error('There is a gap in the changes.');
      return folded;
    });
    hear('private', foldPrivate);
    hear('here', foldConnected);
    hear('people', foldPeople);
    hear('draining', (state) => state);
    hear('holding', (state) => state);
  }

  get view(): View {
    if (!this.state) throw new Error(`${this.person} was told nothing yet.`);
    return viewFromState(this.state);
  }
  get texts(): string[] {
    return this.view.timeline.map(({ text }) => text);
  }
  /** Everything that ever came in, as text. */
  get receivedJson(): string {
    return JSON.stringify(this.received);
  }
  snapshots(): Snapshot[] {
    return this.received.flatMap(([name, packet]) =>
      name === 'snapshot' ? [packet as Snapshot] : [],
    );
  }

  raw(name: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve) => this.socket.emit(name, ...args, resolve));
  }
  ask(command: WireCommand, id = nextCommandId()): Promise<CommandAnswer> {
    return this.raw('command', { id, ...command }) as Promise<CommandAnswer>;
  }
  /** Asks, and expects that it was done. */
  async do(command: WireCommand): Promise<void> {
    expect(await this.ask(command), `${this.person} ${command.do}`).toEqual({ ok: true });
  }
  async sync(): Promise<void> {
    await this.raw('sync');
  }
  async earlier(before: string): Promise<EarlierPage> {
    const page = (await this.raw('earlier', before)) as EarlierPage;
    if (this.state) this.state = foldEarlier(this.state, page);
    return page;
  }
  /** Cut, without a goodbye. */
  drop(): void {
    this.socket.io.engine.close();
  }
}

export function createClient(
  url: string,
  who: string,
  more: ConnectClientOptions = {},
): TestClient {
  const device = more.device ?? `device-of-${who}`;
  const cookie = more.cookie === undefined ? `member=${who.toLowerCase()}` : more.cookie;
  const origin = more.origin === undefined ? url : more.origin;
  const hello = {
    protocol: 1,
    circle: more.circle ?? circleId,
    device,
    ...(more.resumeState && { log: more.resumeState.log, at: more.resumeState.at }),
    ...more.hello,
  };
  const socket =
    carrier === 'https'
      ? new HttpsSocket(url, { cookie, origin, hello, commandsTo: more.commandsTo ?? url })
      : (io(url, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          autoConnect: false,
          extraHeaders: { ...(cookie !== null && { cookie }), ...(origin !== null && { origin }) },
          auth: hello,
        }) as TestSocket);
  const visitor = new TestClient(socket, member(who), device, more.resumeState ?? null);
  onTestFinished(() => void socket.disconnect());
  return visitor;
}

/** Resolves when connected and up to date; rejects with the refusal. */
export async function connectClient(
  url: string,
  who: string,
  more: ConnectClientOptions = {},
): Promise<TestClient> {
  const visitor = createClient(url, who, more);
  await new Promise<void>((resolve, reject) => {
    visitor.socket.once('connect', () => resolve());
    visitor.socket.once('connect_error', reject);
    visitor.socket.connect();
  });
  await visitor.sync();
  return visitor;
}
