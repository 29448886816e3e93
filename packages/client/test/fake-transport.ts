/** A wire whose other end is the test: it connects, answers and loses what the test says. */
import type { CommandAnswer, EarlierPage, Hello } from '@holdspace/protocol';
import type { CommandIntent } from '../src/outbox.ts';
import type { OpenTransport, Transport, TransportEvents } from '../src/websocket-transport.ts';

export class FakeTransport implements Transport {
  readonly hellos: Hello[] = [];
  readonly asked: {
    readonly intent: CommandIntent;
    readonly answer: (answer: CommandAnswer) => void;
  }[] = [];
  readonly syncs: (() => void)[] = [];
  readonly pages: ((page: EarlierPage) => void)[] = [];
  readonly deskPages: ((page: { readonly more: boolean }) => void)[] = [];
  cuts = 0;
  goodbyes = 0;
  opens = 0;
  connected = false;
  cookie: string | undefined;
  readonly #listeners = new Map<string, (...args: never[]) => void>();
  #hello: () => Hello = () => {
    throw new Error('not opened');
  };

  readonly open_: OpenTransport = ({ hello, cookie }) => {
    this.#hello = hello;
    this.cookie = cookie;
    return this;
  };

  on<Name extends keyof TransportEvents>(name: Name, listener: TransportEvents[Name]): void {
    this.#listeners.set(name, listener as (...args: never[]) => void);
  }
  emit<Name extends keyof TransportEvents>(
    name: Name,
    ...args: Parameters<TransportEvents[Name]>
  ): void {
    this.#listeners.get(name)?.(...(args as never[]));
  }

  /** What it would say at a handshake now. */
  currentHello(): Hello {
    return this.#hello();
  }
  open(): void {
    this.opens += 1;
  }
  accept(): void {
    this.hellos.push(this.#hello());
    this.connected = true;
    this.emit('connect');
  }
  /** Answers every sync that was asked on this connection. */
  answerSyncs(): void {
    for (const answer of this.syncs.splice(0)) answer();
  }
  dropConnection(): void {
    if (!this.connected) return;
    this.connected = false;
    this.syncs.length = 0;
    this.emit('disconnect');
  }

  command = (sent: unknown, answer: (answer: CommandAnswer) => void): void => {
    const { id, ...command } = sent as { id: string } & CommandIntent['command'];
    this.asked.push({ intent: { id, command: command as CommandIntent['command'] }, answer });
  };
  sync = (answer: () => void): void => {
    this.syncs.push(answer);
  };
  earlier = (_before: unknown, answer: (page: EarlierPage) => void): void => {
    this.pages.push(answer);
  };
  deskEarlier = (_list: unknown, answer: (page: { readonly more: boolean }) => void): void => {
    this.deskPages.push(answer);
  };
  readonly hiddenReports: boolean[] = [];
  sendHidden = (hidden: boolean): void => {
    this.hiddenReports.push(hidden);
  };
  terminate(): void {
    this.cuts += 1;
    this.dropConnection();
  }
  disconnect(): void {
    this.goodbyes += 1;
    this.dropConnection();
  }
}
