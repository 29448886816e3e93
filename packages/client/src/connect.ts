/**
 * A live connection to one circle: comes, stays, comes back, and keeps what is known in one stable
 * snapshot for the screen. Folding is fold.ts, what a person sends is outgoing-commands.ts; here is
 * only when which of them acts.
 */
import type { DeskListName, WireCommand } from '@holdspace/protocol';
import { protocolVersion } from '@holdspace/protocol';
import { openAdaptiveTransport } from './adaptive-transport.ts';
import { askInTime } from './ask-in-time.ts';
import type {
  CircleConnection,
  CircleSnapshot,
  ConnectionState,
  ConnectOptions,
} from './circle-connection.ts';
import { serverClock } from './clock.ts';
import { deviceId } from './device.ts';
import type { ClientState } from './fold.ts';
import {
  foldChanges,
  foldConnected,
  foldEarlier,
  foldPeople,
  foldPrivate,
  stateFromSnapshot,
} from './fold.ts';
import type { SendAnswer } from './outbox.ts';
import { OutgoingCommands } from './outgoing-commands.ts';
import { isPageHidden, onPageVisibilityChange } from './page-visibility.ts';
import { reconnectDelay } from './random.ts';
import { viewFromState } from './view-from-state.ts';
import { waitUntil } from './wait-until.ts';
import { onWake } from './wake.ts';
import type { Transport } from './websocket-transport.ts';

const handshakeTimeout = 10_000;
/** After sleep, a connection that does not answer within this is dead, whatever it says. */
const wakeTimeout = 3000;

export function connect(options: ConnectOptions): CircleConnection {
  return new ReconnectingConnection(options);
}

class ReconnectingConnection implements CircleConnection {
  readonly #random: () => number;
  readonly #transport: Transport;
  readonly #outgoing: OutgoingCommands;
  readonly #listeners = new Set<() => void>();
  #state: ClientState | null = null;
  #snapshot: CircleSnapshot = {
    status: 'connecting',
    connection: { state: 'connecting', since: serverClock.now(), cause: null, via: 'websocket' },
    refusal: null,
    view: null,
    pending: [],
    more: false,
    holding: false,
    restored: false,
    queued: 0,
  };
  /** Wanted: whether to come back by itself. */
  #shouldReconnect = true;
  /** The one that is open, if any: an answer can only come on the connection it was asked on. */
  #connection: object | null = null;
  #reconnectAttempt = 0;
  /** This client ends the connection, not the network and not the server. */
  #closedByClient = false;
  /** What is had cannot be continued: ask for everything again. */
  #needsSnapshot = false;
  #reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  #hidden = isPageHidden();
  /** Stops waking up, and looking at whether the page is in front. */
  readonly #stopWatchers: () => void;

  constructor(options: ConnectOptions) {
    const { url, circle, cookie } = options;
    const device = options.device ?? deviceId(options.storage);
    this.#random = options.random ?? Math.random;
    this.#transport = (options.openTransport ?? openAdaptiveTransport(options.storage))({
      url,
      ...(cookie !== undefined && { cookie }),
      hello: () => ({
        protocol: protocolVersion,
        circle,
        device,
        byItem: true,
        differences: true,
        // What waits here goes out under this person's name alone.
        ...(this.#state && { member: this.#state.mine.person }),
        ...(this.#hidden && { hidden: true }),
        ...(this.#state && !this.#needsSnapshot && { log: this.#state.log, at: this.#state.at }),
      }),
    });
    this.#outgoing = new OutgoingCommands({
      transport: this.#transport,
      getSnapshot: this.getSnapshot,
      update: (change) => this.#updateSnapshot(change),
      onLate: () => this.#cut(),
    });
    this.#subscribeToTransport();
    const stops = [
      onPageVisibilityChange((hidden) => this.setHidden(hidden)),
      onWake(() => this.#onWake()),
    ];
    this.#stopWatchers = () => {
      for (const stop of stops) stop();
    };
    this.#open();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): CircleSnapshot => this.#snapshot;

  send(command: WireCommand): Promise<SendAnswer> {
    return this.#outgoing.send(command);
  }

  confirmPending(id: string): void {
    this.#outgoing.confirmPending(id);
  }

  discardPending(id: string): void {
    this.#outgoing.discardPending(id);
  }

  async sync(deadline = 5000): Promise<void> {
    const until = performance.now() + deadline;
    let done = false;
    while (!done) {
      await waitUntil(this.subscribe, () => this.#connection !== null, until);
      const connection = this.#connection;
      this.#sync(() => {
        done = true;
        this.#notify();
      });
      await waitUntil(this.subscribe, () => done || connection !== this.#connection, until);
    }
  }

  earlier(): Promise<boolean> {
    const first = this.#state?.timeline[0];
    if (!first || !this.#connection) return Promise.resolve(false);
    return askInTime<boolean>(
      (answer) =>
        this.#transport.earlier(first.id, (page) => {
          // A new snapshot in between may begin elsewhere; then this page continues nothing.
          if (this.#state?.timeline[0]?.id === first.id) {
            this.#setState(foldEarlier(this.#state, page));
          }
          answer(page.messages.length > 0);
        }),
      () => false,
    );
  }

  deskEarlier(list: DeskListName): Promise<boolean> {
    if (!this.#connection || !this.#state?.fields.desk?.more?.includes(list))
      return Promise.resolve(false);
    return askInTime<boolean>(
      (answer) => this.#transport.deskEarlier(list, () => answer(true)),
      () => false,
    );
  }

  setHidden(hidden: boolean): void {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    if (this.#connection) this.#transport.sendHidden(hidden);
  }

  close(): void {
    this.#stopReconnecting();
    this.#stopWatchers();
    this.#closedByClient = true;
    this.#transport.disconnect();
    this.#outgoing.outbox.close();
  }

  drop(): void {
    this.#stopReconnecting();
    this.#cut();
  }

  reconnect(): void {
    this.#shouldReconnect = true;
    this.#reconnectAttempt = 0;
    if (!this.#connection) this.#open();
  }

  #subscribeToTransport(): void {
    const wire = this.#transport;
    wire.on('connect', () => this.#onConnect());
    wire.on('disconnect', () => this.#onDisconnect());
    wire.on('connect_error', ({ message }) => this.#onConnectError(message));
    wire.on('cause', (cause) => this.#setConnectionState(this.#snapshot.connection.state, cause));
    wire.on('draining', (wait) =>
      // Until then this server serves; so nobody is away for longer than the way takes.
      this.#after(wait, () => {
        this.#closedByClient = true;
        this.#onDisconnect(0);
        wire.disconnect();
      }),
    );
    wire.on('holding', (holding) => this.#updateSnapshot({ holding }));
    wire.on('snapshot', (snapshot) => {
      this.#needsSnapshot = false;
      const was = this.#state;
      this.#setState(stateFromSnapshot(snapshot));
      // Another log of the same meeting, which its start names within a circle.
      if (was && was.log !== snapshot.log && was.fields.start === snapshot.view.start) {
        this.#updateSnapshot({ restored: true });
      }
    });
    wire.on('changes', (changes) => {
      if (!this.#state || this.#needsSnapshot) return;
      const folded = foldChanges(this.#state, changes);
      if (folded !== 'gap') return this.#setState(folded);
      this.#needsSnapshot = true;
      this.#cut();
    });
    const foldWith =
      <Packet>(fold: (state: ClientState, packet: Packet) => ClientState) =>
      (packet: Packet) => {
        if (this.#state && !this.#needsSnapshot) this.#setState(fold(this.#state, packet));
      };
    wire.on('private', foldWith(foldPrivate));
    wire.on('here', foldWith(foldConnected));
    wire.on('people', foldWith(foldPeople));
  }

  #open(): void {
    // A handshake that neither succeeds nor fails must not be waited for without end.
    this.#after(handshakeTimeout, () => {
      this.#cut();
      this.#scheduleReconnect();
    });
    this.#transport.open();
  }

  #onConnect(): void {
    clearTimeout(this.#reconnectTimer);
    const connection = {};
    this.#connection = connection;
    this.#closedByClient = false;
    this.#sync(() => {
      if (connection !== this.#connection) return;
      this.#reconnectAttempt = 0;
      this.#updateSnapshot({ status: 'live', refusal: null });
      this.#setConnectionState('open', null);
      this.#outgoing.outbox.markCurrent();
    });
    this.#outgoing.open();
    this.#notify();
  }

  /** Cuts the line by itself: nothing that was on its way is to blame for it (TXT-3). */
  #cut(): void {
    this.#closedByClient = true;
    this.#transport.terminate();
  }

  /** The answer tells the server's time as well (CON-2). */
  #sync(done: () => void): void {
    const started = serverClock.start();
    this.#transport.sync((now) => {
      serverClock.measure(now, started);
      done();
    });
  }

  #onDisconnect(wait?: number): void {
    const was = this.#connection;
    this.#connection = null;
    this.#outgoing.pause(!this.#closedByClient);
    if (was && this.#snapshot.status !== 'refused') {
      this.#setConnectionState(this.#state ? 'waiting' : 'connecting', null);
      this.#updateSnapshot({ status: this.#state ? 'away' : 'connecting', holding: false });
    }
    if (was) this.#scheduleReconnect(wait);
  }

  #onConnectError(message: string): void {
    this.#connection = null;
    clearTimeout(this.#reconnectTimer);
    if (message === 'other-person') this.#resetForOtherPerson();
    else if (message === 'not-here' || message === 'signed-out' || message === 'protocol') {
      this.#shouldReconnect = false;
      this.#updateSnapshot({ status: 'refused', refusal: message });
    } else {
      this.#scheduleReconnect();
    }
  }

  /** This browser is signed in as another person now: nothing of the one before goes out. */
  #resetForOtherPerson(): void {
    this.#outgoing.outbox.clear();
    this.#state = null;
    this.#updateSnapshot({ status: 'connecting', view: null, more: false, pending: [], queued: 0 });
    this.#scheduleReconnect(0);
  }

  #onWake(): void {
    const connection = this.#connection;
    if (!this.#shouldReconnect) return;
    if (!connection) this.reconnect();
    else {
      this.sync(wakeTimeout).catch(() => {
        if (connection === this.#connection) this.#cut();
      });
    }
  }

  #scheduleReconnect(wait = reconnectDelay(this.#reconnectAttempt, this.#random())): void {
    clearTimeout(this.#reconnectTimer);
    if (!this.#shouldReconnect) return;
    this.#reconnectAttempt += 1;
    this.#after(wait, () => this.#open());
  }

  /** In the place of what was to be done before. */
  #after(wait: number, work: () => void): void {
    clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = setTimeout(work, wait);
  }

  #setConnectionState(state: ConnectionState['state'], cause: ConnectionState['cause']): void {
    const before = this.#snapshot.connection;
    const via = this.#transport.via ?? 'websocket';
    if (state === before.state && cause === before.cause && via === before.via) return;
    const since = state === before.state ? before.since : serverClock.now();
    this.#updateSnapshot({ connection: { state, since, cause, via } });
  }

  #stopReconnecting(): void {
    this.#shouldReconnect = false;
    clearTimeout(this.#reconnectTimer);
  }

  #setState(state: ClientState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#updateSnapshot({ view: viewFromState(state, this.#snapshot.view), more: state.more });
  }

  #updateSnapshot(change: Partial<CircleSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
