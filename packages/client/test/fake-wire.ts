/** A wire whose other end is the test: it connects, answers and loses what the test says. */
import type { CommandAnswer, Earlier, Hello } from '@holdspace/protocol';
import type { Intent } from '../src/outbox.ts';
import type { OpenWire, Wire, WireEvents } from '../src/socket.ts';

export class FakeWire implements Wire {
  readonly hellos: Hello[] = [];
  readonly asked: { readonly intent: Intent; readonly answer: (answer: CommandAnswer) => void }[] =
    [];
  readonly syncs: (() => void)[] = [];
  readonly pages: ((page: Earlier) => void)[] = [];
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

  readonly open_: OpenWire = ({ hello, cookie }) => {
    this.#hello = hello;
    this.cookie = cookie;
    return this;
  };

  on<Name extends keyof WireEvents>(name: Name, listener: WireEvents[Name]): void {
    this.#listeners.set(name, listener as (...args: never[]) => void);
  }
  tell<Name extends keyof WireEvents>(name: Name, ...args: Parameters<WireEvents[Name]>): void {
    this.#listeners.get(name)?.(...(args as never[]));
  }

  /** What it would say at a handshake now. */
  helloNow(): Hello {
    return this.#hello();
  }
  open(): void {
    this.opens += 1;
  }
  accept(): void {
    this.hellos.push(this.#hello());
    this.connected = true;
    this.tell('connect');
  }
  /** Answers every sync that was asked on this connection. */
  settle(): void {
    for (const answer of this.syncs.splice(0)) answer();
  }
  lose(): void {
    if (!this.connected) return;
    this.connected = false;
    this.syncs.length = 0;
    this.tell('disconnect');
  }

  command = (sent: unknown, answer: (answer: CommandAnswer) => void): void => {
    const { id, ...command } = sent as { id: string } & Intent['command'];
    this.asked.push({ intent: { id, command: command as Intent['command'] }, answer });
  };
  sync = (answer: () => void): void => {
    this.syncs.push(answer);
  };
  earlier = (_before: unknown, answer: (page: Earlier) => void): void => {
    this.pages.push(answer);
  };
  deskEarlier = (_list: unknown, answer: (page: { readonly more: boolean }) => void): void => {
    this.deskPages.push(answer);
  };
  readonly turned: boolean[] = [];
  page = (hidden: boolean): void => {
    this.turned.push(hidden);
  };
  cut(): void {
    this.cuts += 1;
    this.lose();
  }
  leave(): void {
    this.goodbyes += 1;
    this.lose();
  }
}
