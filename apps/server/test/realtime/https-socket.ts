/** A connection over plain HTTPS that looks like a socket of Socket.IO to the tests (CON-4). */
import { openHttpsTransport, type Transport, type TransportEvents } from '@holdspace/client';
import type { Hello } from '@holdspace/protocol';

/** What the tests of the realtime server use of a socket. */
export interface TestSocket {
  readonly connected: boolean;
  readonly io: { readonly engine: { close(): unknown } };
  on(name: string, listener: (...args: never[]) => void): unknown;
  once(name: string, listener: (...args: never[]) => void): unknown;
  emit(name: string, ...args: unknown[]): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

interface HttpsSocketOptions {
  readonly cookie: string | null;
  readonly origin: string | null;
  readonly hello: Hello;
  readonly commandsTo: string;
}

export class HttpsSocket implements TestSocket {
  readonly #wire: Transport;
  readonly #listeners = new Map<string, Set<(...args: never[]) => void>>();
  connected = false;
  readonly io = { engine: { close: () => this.#wire.terminate() } };

  constructor(url: string, { cookie, origin, hello, commandsTo }: HttpsSocketOptions) {
    const own = { 'content-type': 'application/json' };
    const headers = {
      ...own,
      ...(cookie !== null && { cookie }),
      ...(origin !== null && { origin }),
    };
    this.#wire = openHttpsTransport({
      url,
      hello: () => hello,
      fetch: (input, init) => {
        const isCommand = String(input).endsWith('/commands');
        const to = isCommand ? String(input).replace(url, commandsTo) : input;
        const at = isCommand && origin === url ? { ...headers, origin: commandsTo } : headers;
        return fetch(to, { ...init, headers: at });
      },
    });
    for (const name of events) {
      this.#wire.on(name, ((...args: never[]) => this.#emitToListeners(name, args)) as never);
    }
  }

  on(name: string, listener: (...args: never[]) => void): void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
  }

  once(name: string, listener: (...args: never[]) => void): void {
    const calledOnce = (...args: never[]) => {
      this.#listeners.get(name)?.delete(calledOnce);
      listener(...args);
    };
    this.on(name, calledOnce);
  }

  emit(name: string, ...args: unknown[]): void {
    const [what, answer] = args as [never, never];
    if (name === 'command') this.#wire.command(what, answer);
    if (name === 'sync') this.#wire.sync(what);
    if (name === 'earlier') this.#wire.earlier(what, answer);
    if (name === 'desk-earlier') this.#wire.deskEarlier(what, answer);
    if (name === 'page') this.#wire.sendHidden(what);
  }

  connect(): void {
    this.#wire.open();
  }

  disconnect(): void {
    this.#wire.disconnect();
  }

  #emitToListeners(name: string, args: never[]): void {
    if (name === 'connect') this.connected = true;
    if (name === 'disconnect') this.connected = false;
    // Socket.IO rejects with an Error; the tests look at its message.
    const given =
      name === 'connect_error' ? [new Error((args[0] as unknown as Error).message)] : args;
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(...(given as never[]));
  }
}

const events: readonly (keyof TransportEvents)[] = [
  ...(['connect', 'disconnect', 'connect_error'] as const),
  ...(['snapshot', 'people', 'changes', 'private', 'here', 'draining', 'holding'] as const),
];
