/**
 * A wire that finds its way by itself (CON-4): WebSocket first, plain HTTPS where that is
 * blocked, and WebSocket again when it gets through later. What the choice rests on is
 * transport-choice.ts. It also says what stands in the way of a connection (CON-3).
 */
import { connectErrors } from '@holdspace/protocol';
import type { DeviceStorage } from './device.ts';
import { openHttpsWire } from './https-wire.ts';
import { type ConnectionCause, networkCause, whatStandsBetween } from './reachability.ts';
import type { OpenWire, Wire, WireEvents, WireOptions } from './socket.ts';
import { openWire, tryWebSocket } from './socket.ts';
import { TransportChoice, type Via } from './transport-choice.ts';

/** Milliseconds. A WebSocket that has not opened is looked into after this … */
const silentAfter = 3000;
/** … and given up after this, or after as many times what plain HTTPS took. */
const giveUpAfter = 5000;
const timesSlower = 3;
/** WebSocket is tried again after this while plain HTTPS carries; each time later. */
const retryAfter = 5 * 60_000;
const retryAtMost = 40 * 60_000;
/** Not while somebody is writing. */
const idleFor = 10_000;

const key = 'holdspace.via';

export interface Ways {
  readonly websocket: OpenWire;
  readonly https: OpenWire;
  /** Whether a WebSocket opens now. */
  readonly tries: (options: WireOptions) => Promise<boolean>;
}
const ours: Ways = { websocket: openWire, https: openHttpsWire, tries: tryWebSocket };

/** `storage`: where the choice outlives a reload of the tab. */
export const openChoosingWire =
  (storage?: DeviceStorage, ways: Ways = ours): OpenWire =>
  (options) =>
    new ChoosingWire(options, storage, ways);

class ChoosingWire implements Wire {
  readonly #options: WireOptions;
  readonly #storage: DeviceStorage | undefined;
  readonly #ways: Ways;
  readonly #wires: Readonly<Record<Via, Wire>>;
  readonly #choice: TransportChoice;
  readonly #listeners = new Map<string, (...args: never[]) => void>();
  /** That carries now, or is being opened. */
  #via: Via;
  #openedAt: number | null = null;
  /** It is being opened, and neither open nor refused yet. */
  #opening = false;
  #askedAt = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryAfter = retryAfter;
  #looking: AbortController | null = null;

  constructor(options: WireOptions, storage: DeviceStorage | undefined, ways: Ways) {
    this.#options = options;
    this.#storage = storage;
    this.#ways = ways;
    this.#wires = { websocket: ways.websocket(options), https: ways.https(options) };
    this.#choice = new TransportChoice(kept(storage));
    this.#via = this.#choice.via;
    this.#listen('websocket');
    this.#listen('https');
  }

  get via(): Via {
    return this.#via;
  }

  on<Name extends keyof WireEvents>(name: Name, listener: WireEvents[Name]): void {
    this.#listeners.set(name, listener as (...args: never[]) => void);
    if (own.has(name)) return;
    for (const wire of Object.values(this.#wires)) wire.on(name, listener);
  }

  command: Wire['command'] = (command, answer) => {
    this.#askedAt = performance.now();
    this.#wires[this.#via].command(command, answer);
  };
  sync: Wire['sync'] = (answer) => this.#wires[this.#via].sync(answer);
  earlier: Wire['earlier'] = (before, answer) => this.#wires[this.#via].earlier(before, answer);
  deskEarlier: Wire['deskEarlier'] = (list, answer) =>
    this.#wires[this.#via].deskEarlier(list, answer);
  page: Wire['page'] = (hidden) => this.#wires[this.#via].page(hidden);

  open(): void {
    this.#rest();
    this.#opening = true;
    this.#via = this.#choice.via;
    if (this.#via === 'websocket') this.#silence = setTimeout(() => this.#wait(), silentAfter);
    this.#wires[this.#via].open();
  }

  cut(): void {
    this.#rest();
    this.#openedAt = null;
    this.#wires[this.#via].cut();
    if (!this.#opening) return;
    // Nobody answered in time, as with a proxy that holds a stream back until it ends.
    this.#opening = false;
    this.#choice.failed();
    void this.#look();
  }

  leave(): void {
    this.#rest();
    this.#openedAt = null;
    this.#opening = false;
    this.#wires[this.#via].leave();
  }

  #listen(via: Via): void {
    const wire = this.#wires[via];
    wire.on('connect', () => {
      if (via !== this.#via) return;
      this.#opened();
      this.#tell('connect');
    });
    wire.on('disconnect', () => {
      if (via !== this.#via) return;
      this.#rest();
      if (this.#openedAt !== null) this.#choice.lost(performance.now() - this.#openedAt);
      this.#openedAt = null;
      this.#keep();
      this.#tell('disconnect');
    });
    wire.on('connect_error', ({ message }) => {
      if (via !== this.#via) return;
      this.#rest();
      this.#failed(message);
    });
    wire.on('draining', (wait) => {
      // It ends by the server's wish, and not because of what carries it.
      this.#openedAt = null;
      this.#tell('draining', wait);
    });
  }

  #opened(): void {
    this.#rest();
    this.#opening = false;
    this.#openedAt = performance.now();
    this.#choice.opened();
    this.#keep();
    this.#tell('cause', null);
    if (this.#via === 'https') this.#retry = setTimeout(() => this.#tryAgain(), this.#retryAfter);
    else this.#retryAfter = retryAfter;
  }

  #failed(message: string): void {
    this.#opening = false;
    const refused = connectErrors.some((each) => each === message);
    const cause = causeOf(message, this.#via);
    if (!refused && this.#choice.failed()) void this.#look();
    else if (cause) this.#tell('cause', cause);
    this.#tell('connect_error', { message });
  }

  /** Whether plain HTTPS works now; answers how long it took, in ms, or null. */
  async #look(): Promise<number | null> {
    const looking = new AbortController();
    this.#looking = looking;
    const since = performance.now();
    const cause = await whatStandsBetween(this.#options.url, looking.signal, this.#options.fetch);
    if (looking.signal.aborted) return null;
    this.#choice.looked(cause === null);
    this.#tell('cause', cause ?? 'blocked');
    return cause === null ? performance.now() - since : null;
  }

  /** A WebSocket has not opened for a while: it may be swallowed, or the network is slow. */
  async #wait(): Promise<void> {
    const took = await this.#look();
    if (took === null) return;
    const left = Math.max(giveUpAfter - silentAfter - took, (timesSlower - 1) * took);
    this.#silence = setTimeout(() => {
      this.#choice.wasSilent();
      this.#opening = false;
      this.#wires.websocket.cut();
      this.#tell('connect_error', { message: 'silent' });
    }, left);
  }

  async #tryAgain(): Promise<void> {
    const isBusy = performance.now() - this.#askedAt < idleFor;
    const opened = !isBusy && (await this.#ways.tries(this.#options));
    if (this.#via !== 'https' || this.#openedAt === null) return;
    if (!opened) {
      if (!isBusy) this.#retryAfter = Math.min(2 * this.#retryAfter, retryAtMost);
      this.#retry = setTimeout(() => this.#tryAgain(), isBusy ? idleFor : this.#retryAfter);
      return;
    }
    this.#choice.retry();
    this.#openedAt = null;
    // As from a server that stops: the client goes, and comes back by the other carrier.
    this.#tell('draining', 0);
  }

  #keep(): void {
    if (kept(this.#storage) === this.#choice.via) return;
    try {
      this.#storage?.setItem(key, this.#choice.via);
    } catch {
      // Then it is found anew after a reload.
    }
  }

  #rest(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#retry);
    this.#looking?.abort();
    this.#looking = null;
  }

  #tell(name: string, ...args: unknown[]): void {
    this.#listeners.get(name)?.(...(args as never[]));
  }
}

/** What this wire hears first; all else goes through. */
const own = new Set<string>(['connect', 'disconnect', 'connect_error', 'draining', 'cause']);

function kept(storage: DeviceStorage | undefined): Via {
  try {
    return storage?.getItem(key) === 'https' ? 'https' : 'websocket';
  } catch {
    return 'websocket';
  }
}

/** Of what a wire says when it does not open. */
const causes: Readonly<Record<string, ConnectionCause>> = {
  ...{ 'too-many': 'crowded', draining: 'gateway', 'wrong-address': 'address' },
  ...{ gateway: 'gateway', busy: 'busy', foreign: 'foreign' },
};

/** Null where the network has to be asked. */
function causeOf(message: string, via: Via): ConnectionCause | null {
  const known = causes[message];
  if (known) return known;
  return via === 'https' ? networkCause() : null;
}
