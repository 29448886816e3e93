/**
 * A live connection to one circle: comes, stays, comes back, and keeps what is known in one stable
 * snapshot for the screen. Folding is fold.ts, commands on their way are outbox.ts, one's own words
 * on their way pending-messages.ts; here is only when which of them acts.
 */
import type { DeskListName, WireCommand } from '@holdspace/protocol';
import { isWireFloorCommand, isWireTurnCommand, protocolVersion } from '@holdspace/protocol';
import { openAdaptiveTransport } from './adaptive-transport.ts';
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
import type { WriteContext } from './lateness.ts';
import { lateness, waitingTimeOf, writeContextNow } from './lateness.ts';
import type { CommandAttempt, CommandIntent, SendAnswer } from './outbox.ts';
import { Outbox } from './outbox.ts';
import { fitsPacket } from './packet-size.ts';
import { isPageHidden, onPageVisibilityChange } from './page-visibility.ts';
import {
  addPending,
  applyAnswer,
  markAsking,
  markSending,
  messageContentOf,
  removePending,
} from './pending-messages.ts';
import { randomId, reconnectDelay } from './random.ts';
import { viewFromState } from './view-from-state.ts';
import { onWake } from './wake.ts';
import type { OpenTransport } from './websocket-transport.ts';

// Outward in: this deadline is longer than the server's own.
const attemptTimeout = 10_000;
const handshakeTimeout = 10_000;
const giveUpAfter = 15 * 60_000;
const retryDelay = 1000;
/** Words that the desk does not take yet are offered to it again after this. */
const queuedRetryDelay = 5000;
/** After sleep, a connection that does not answer within this is dead, whatever it says. */
const wakeTimeout = 3000;

export function connect(options: ConnectOptions): CircleConnection {
  return new ReconnectingConnection(options);
}

class ReconnectingConnection implements CircleConnection {
  readonly #random: () => number;
  readonly #transport: ReturnType<OpenTransport>;
  readonly #outbox = new Outbox({
    ...{ giveUp: giveUpAfter, retryDelay, queuedRetryDelay },
    onQueuedChange: (queued) => this.#updateSnapshot({ queued }),
    latenessOf: (id) => lateness(this.#writeContextOf(id), this.#snapshot.view),
    hasArrived: (id) => this.#hasArrived(id),
    onLate: (id, why) => {
      const waited = waitingTimeOf(this.#writeContextOf(id));
      this.#updateSnapshot({ pending: markAsking(this.#snapshot.pending, id, why, waited) });
    },
  });
  /** When, and to what, commands without an answer were written. */
  readonly #writeContexts = new Map<string, WriteContext>();
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
  #connected = false;
  /** Counts connections: an answer can only come on the one it was asked on. */
  #connectionNumber = 0;
  #reconnectAttempt = 0;
  /** This client ends the connection, not the network and not the server. */
  #closedByClient = false;
  /** What is had cannot be continued: ask for everything again. */
  #needsSnapshot = false;
  #reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  #hidden = isPageHidden();
  /** Stops waking up, and looking at whether the page is in front. */
  readonly #stopWatchers: () => void;
  readonly #attemptTimers = new Set<ReturnType<typeof setTimeout>>();

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

  async send(command: WireCommand): Promise<SendAnswer> {
    const seen = this.#withSeenPosition(command);
    const id = this.#outbox.idOf(seen) ?? randomId();
    this.#writeContexts.set(id, writeContextNow(this.#snapshot.view));
    if (command.do === 'say') {
      this.#updateSnapshot({
        pending: addPending(this.#snapshot.pending, id, messageContentOf(command)),
      });
    }
    const answer = await this.#sendChecked({ id, command: seen });
    this.#writeContexts.delete(id);
    this.#updateSnapshot({ pending: applyAnswer(this.#snapshot.pending, id, answer) });
    return answer;
  }

  /** TXT-3: a packet that is too large is refused here, or the server would cut the line. */
  #sendChecked(intent: CommandIntent): Promise<SendAnswer> {
    if (!fitsPacket(intent)) return Promise.resolve({ refused: 'too-long' });
    return this.#outbox.add(intent);
  }

  /** Facilitators say which floor they saw (RND-18), everyone which turn of theirs (TXT-5). */
  #withSeenPosition(command: WireCommand): WireCommand {
    const { view } = this.#snapshot;
    if (!view) return command;
    const { mine, turn, holder, offered } = view;
    if (mine.role === 'facilitator' && isWireFloorCommand(command))
      return { seen: mine.floor, ...command };
    const own = turn !== null && (holder === mine.person || offered === mine.person);
    return own && isWireTurnCommand(command) ? { turn, ...command } : command;
  }

  #writeContextOf = (id: string): WriteContext =>
    this.#writeContexts.get(id) ?? writeContextNow(null);

  /** An answer was lost, and the words are in the circle: said by this person, since then. */
  #hasArrived(id: string): boolean {
    const words = this.#snapshot.pending.find((each) => each.id === id);
    const { moment } = this.#writeContextOf(id);
    const { timeline = [], mine } = this.#snapshot.view ?? {};
    const before = timeline.findIndex((each) => each.id === moment?.last);
    return timeline
      .slice(before + 1)
      .some(
        ({ by, text, note }) => by === mine?.person && text === words?.text && note === words.note,
      );
  }

  confirmPending(id: string): void {
    this.#updateSnapshot({ pending: markSending(this.#snapshot.pending, id) });
    this.#outbox.release(id);
  }

  discardPending(id: string): void {
    this.#updateSnapshot({ pending: removePending(this.#snapshot.pending, id) });
    this.#outbox.withdraw(id);
  }

  async sync(deadline = 5000): Promise<void> {
    const until = performance.now() + deadline;
    let done = false;
    while (!done) {
      await this.#waitUntil(() => this.#connected, until);
      const connection = this.#connectionNumber;
      this.#sync(() => {
        done = true;
        this.#notify();
      });
      await this.#waitUntil(() => done || connection !== this.#connectionNumber, until);
    }
  }

  earlier(): Promise<boolean> {
    const first = this.#state?.timeline[0];
    if (!first || !this.#connected) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), attemptTimeout);
      this.#transport.earlier(first.id, (page) => {
        clearTimeout(timer);
        // A new snapshot in between may begin elsewhere; then this page continues nothing.
        if (this.#state?.timeline[0]?.id === first.id) {
          this.#setState(foldEarlier(this.#state, page));
        }
        resolve(page.messages.length > 0);
      });
    });
  }

  deskEarlier(list: DeskListName): Promise<boolean> {
    if (!this.#connected || !this.#state?.fields.desk?.more?.includes(list))
      return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), attemptTimeout);
      this.#transport.deskEarlier(list, () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  setHidden(hidden: boolean): void {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    if (this.#connected) this.#transport.sendHidden(hidden);
  }

  close(): void {
    this.#stopReconnecting();
    this.#stopWatchers();
    this.#closedByClient = true;
    this.#transport.disconnect();
    this.#outbox.close();
  }

  drop(): void {
    this.#stopReconnecting();
    this.#cut();
  }

  reconnect(): void {
    this.#shouldReconnect = true;
    this.#reconnectAttempt = 0;
    if (!this.#connected) this.#open();
  }

  #subscribeToTransport(): void {
    const wire = this.#transport;
    wire.on('connect', () => this.#onConnect());
    wire.on('disconnect', () => this.#onDisconnect());
    wire.on('connect_error', ({ message }) => this.#onConnectError(message));
    wire.on('cause', (cause) => this.#setConnectionState(this.#snapshot.connection.state, cause));
    wire.on('draining', (wait) => {
      clearTimeout(this.#reconnectTimer);
      // Until then this server serves; so nobody is away for longer than the way takes.
      this.#reconnectTimer = setTimeout(() => {
        this.#closedByClient = true;
        this.#onDisconnect(0);
        wire.disconnect();
      }, wait);
    });
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
    wire.on('private', (change) => {
      if (this.#state && !this.#needsSnapshot) this.#setState(foldPrivate(this.#state, change));
    });
    wire.on('here', (people) => {
      if (this.#state && !this.#needsSnapshot) this.#setState(foldConnected(this.#state, people));
    });
    wire.on('people', (page) => {
      if (this.#state && !this.#needsSnapshot) this.#setState(foldPeople(this.#state, page));
    });
  }

  #open(): void {
    clearTimeout(this.#reconnectTimer);
    // A handshake that neither succeeds nor fails must not be waited for without end.
    this.#reconnectTimer = setTimeout(() => {
      this.#cut();
      this.#scheduleReconnect();
    }, handshakeTimeout);
    this.#transport.open();
  }

  #onConnect(): void {
    clearTimeout(this.#reconnectTimer);
    this.#connected = true;
    this.#closedByClient = false;
    this.#connectionNumber += 1;
    const connection = this.#connectionNumber;
    this.#sync(() => {
      if (!this.#connected || connection !== this.#connectionNumber) return;
      this.#reconnectAttempt = 0;
      this.#updateSnapshot({ status: 'live', refusal: null });
      this.#setConnectionState('open', null);
      this.#outbox.markCurrent();
    });
    this.#outbox.open(this.#attemptCommand);
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
    const was = this.#connected;
    this.#connected = false;
    this.#outbox.pause(!this.#closedByClient);
    for (const timer of this.#attemptTimers) clearTimeout(timer);
    this.#attemptTimers.clear();
    if (was && this.#snapshot.status !== 'refused') {
      this.#setConnectionState(this.#state ? 'waiting' : 'connecting', null);
      this.#updateSnapshot({ status: this.#state ? 'away' : 'connecting', holding: false });
    }
    if (was) this.#scheduleReconnect(wait);
  }

  #onConnectError(message: string): void {
    this.#connected = false;
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
    this.#outbox.clear();
    this.#state = null;
    this.#updateSnapshot({ status: 'connecting', view: null, more: false, pending: [], queued: 0 });
    this.#scheduleReconnect(0);
  }

  #onWake(): void {
    const connection = this.#connectionNumber;
    if (!this.#shouldReconnect) return;
    if (!this.#connected) this.reconnect();
    else {
      this.sync(wakeTimeout).catch(() => {
        if (this.#connected && connection === this.#connectionNumber) this.#cut();
      });
    }
  }

  #scheduleReconnect(wait = reconnectDelay(this.#reconnectAttempt, this.#random())): void {
    clearTimeout(this.#reconnectTimer);
    if (!this.#shouldReconnect) return;
    this.#reconnectAttempt += 1;
    this.#reconnectTimer = setTimeout(() => this.#open(), wait);
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

  #attemptCommand: CommandAttempt = (intent) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#attemptTimers.delete(timer);
        resolve(null);
        // No answer in time: this connection is not to be trusted with the next one either.
        this.#cut();
      }, attemptTimeout);
      this.#attemptTimers.add(timer);
      this.#transport.command({ id: intent.id, ...intent.command }, (answer) => {
        clearTimeout(timer);
        this.#attemptTimers.delete(timer);
        resolve(answer);
      });
    });

  /** Resolves when it holds after some change; rejects at `until` (performance.now). */
  #waitUntil(holds: () => boolean, until: number): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = this.subscribe(() => {
        if (!holds()) return;
        clearTimeout(timer);
        stop();
        resolve();
      });
      const timer = setTimeout(() => {
        stop();
        reject(new Error('The server did not answer in time.'));
      }, until - performance.now());
    });
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
